pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

/*! 减存量、控增量、防变量: stock as a line on its own axis above; below it bars from zero, what came in upwards and what ended
    downwards, so that a day which takes more than it ends is seen; ◆ where something got worse. The last day is not over:
    its bars are hollow. The signs of the legend are TrendSigns beside the plot.

    `days`, `stockTicks`: rows of hall_display.plots.trend_shown. With `interactive` a day is chosen by pointing at it, or
    with the arrow keys. */
Item {
    id: plot

    required property var days
    required property var stockTicks
    property string stockPath: ""
    property string barTop: ""
    property int px: Theme.dispatch.small
    property bool interactive: false
    property bool isStale: false
    /*! Index of the day that is read out, -1 for none. */
    property int chosen: -1

    /*! Words at the left of the rows of marks, of bars upwards and of bars downwards. */
    property string worsenedText: ""
    property string receivedText: ""
    property string endedText: ""

    /*! What a screen reader says of it. */
    property string label: ""

    readonly property real axis: Math.round(plot.px * 3)
    readonly property real step: field.width / Math.max(1, columns.count)
    readonly property real thin: Math.max(1, Math.round(plot.px / 16))
    readonly property color barInk: plot.isStale ? Theme.heat[2] : Theme.bar

    signal dayChosen(index: int)

    activeFocusOnTab: plot.interactive
    Accessible.role: Accessible.Chart
    Accessible.name: plot.label
    Accessible.focusable: plot.interactive
    Keys.enabled: plot.interactive
    Keys.onLeftPressed: plot.dayChosen(Math.max(0, plot.chosen - 1))
    Keys.onRightPressed: plot.dayChosen(Math.min(columns.count - 1, plot.chosen + 1))

    FocusRing {
        visible: plot.activeFocus
        anchors.margins: -Math.round(plot.px * 0.3)
        thickness: 2 * plot.thin
        radius: plot.px / 2
        border.color: Theme.ink
    }

    Item {
        id: field

        readonly property real stockHeight: Math.round((field.height - 2.6 * plot.px) * 0.52)
        /*! In a low plot not every line has its number. */
        readonly property int tickStride: Math.max(1, Math.ceil(1.3 * plot.px * (ticks.count - 1) / Math.max(1, field.stockHeight)))
        /*! Where zero of the bars is, and how high one half of them may be. */
        readonly property real zero: Math.round(field.height - field.half)
        readonly property real half: Math.round((field.height - field.stockHeight - 2.2 * plot.px) / 2)

        anchors.left: parent.left
        anchors.leftMargin: plot.axis
        anchors.right: parent.right
        anchors.rightMargin: plot.axis
        anchors.top: parent.top
        anchors.topMargin: Math.round(plot.px * 0.7)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Math.round(plot.px * 1.8)

        Repeater {
            id: ticks

            model: plot.stockTicks

            Item {
                id: tick

                required property int index
                required property string text
                required property real at

                y: Math.round(tick.at * field.stockHeight)
                width: field.width

                Rectangle {
                    width: parent.width
                    height: plot.thin
                    color: Theme.line
                }

                ThemeText {
                    anchors.right: parent.left
                    anchors.rightMargin: Math.round(plot.px * 0.5)
                    anchors.verticalCenter: parent.top
                    visible: tick.index % field.tickStride === 0
                    text: tick.text
                    px: plot.px
                    soft: true
                    wrapMode: Text.NoWrap
                }
            }
        }

        Repeater {
            model: [[plot.barTop, -1], ["0", 0], [plot.barTop, 1]]

            Item {
                id: barTick

                required property var modelData

                y: Math.round(field.zero + barTick.modelData[1] * field.half)
                width: field.width
                visible: columns.count > 0

                Rectangle {
                    width: parent.width
                    height: plot.thin
                    color: barTick.modelData[1] === 0 ? Theme.inkSoft : Theme.line
                }

                ThemeText {
                    anchors.left: parent.right
                    anchors.leftMargin: Math.round(plot.px * 0.5)
                    anchors.verticalCenter: parent.top
                    text: barTick.modelData[0]
                    px: plot.px
                    soft: true
                    wrapMode: Text.NoWrap
                }
            }
        }

        Repeater {
            model: [[plot.worsenedText, field.zero - field.half - plot.px * 0.64], [plot.receivedText, field.zero - field.half / 2],
                [plot.endedText, field.zero + field.half / 2]]

            ThemeText {
                required property var modelData

                x: -Math.round(plot.px * 0.5) - width
                y: Math.round(modelData[1] - height / 2)
                visible: columns.count > 0
                text: modelData[0]
                px: plot.px
                soft: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }

        Repeater {
            id: columns

            model: plot.days

            Item {
                id: column

                required property int index
                required property string label
                required property real received
                required property real ended
                required property int worsened
                required property bool isOver
                required property string spoken

                readonly property real barWidth: Math.max(1, Math.round(plot.step * 0.64))

                x: column.index * plot.step
                width: plot.step
                height: field.height
                Accessible.role: Accessible.StaticText
                Accessible.name: column.spoken

                Rectangle {
                    anchors.fill: parent
                    visible: plot.chosen === column.index && plot.interactive
                    color: Theme.brandSoft
                }

                Rectangle {
                    x: (column.width - column.barWidth) / 2
                    y: field.zero - height
                    width: column.barWidth
                    height: Math.round(column.received * field.half)
                    color: column.isOver ? plot.barInk : Theme.none
                    border.width: column.isOver || height === 0 ? 0 : 2 * plot.thin
                    border.color: plot.barInk
                }

                Rectangle {
                    x: (column.width - column.barWidth) / 2
                    y: field.zero + plot.thin
                    width: column.barWidth
                    height: Math.round(column.ended * (field.half - plot.thin))
                    color: column.isOver ? Theme.heat[2] : Theme.none
                    border.width: column.isOver || height === 0 ? 0 : 2 * plot.thin
                    border.color: Theme.heat[2]
                }

                Rectangle {
                    readonly property real side: Math.min(plot.px * 0.42, plot.step * 0.6)

                    anchors.horizontalCenter: parent.horizontalCenter
                    y: field.zero - field.half - plot.px * 0.85
                    width: side
                    height: side
                    rotation: 45
                    antialiasing: true
                    visible: column.worsened > 0
                    color: Theme.inkSoft
                }

                ThemeText {
                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.top: parent.bottom
                    anchors.topMargin: Math.round(plot.px * 0.5)
                    text: column.label
                    px: plot.px
                    soft: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                HoverHandler {
                    enabled: plot.interactive
                    onHoveredChanged: {
                        if (hovered)
                            plot.dayChosen(column.index)
                    }
                }

                TapHandler {
                    enabled: plot.interactive
                    onTapped: plot.dayChosen(column.index)
                }
            }
        }

        Shape {
            width: field.width
            height: field.stockHeight
            visible: plot.stockPath !== ""
            preferredRendererType: Shape.GeometryRenderer

            ShapePath {
                scale: Qt.size(field.width / 1000, field.stockHeight / 1000)
                fillColor: Theme.none
                strokeColor: plot.isStale ? Theme.inkSoft : Theme.ink
                strokeWidth: Math.max(2, plot.px / 8)
                joinStyle: ShapePath.RoundJoin
                capStyle: ShapePath.RoundCap

                PathSvg {
                    path: plot.stockPath
                }
            }
        }
    }
}
