pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 减存量、控增量、防变量: what is still open, what came in, what ended, what got worse; each beside the time before. Where there is
    room for a plot, thirty days of it. */
WallPanel {
    id: panel

    /*! A week's bars are wider than the date below them; line and bars are high enough to be read. */
    readonly property bool hasPlot: panel.rows.width >= Theme.wall.of(19.5) && panel.rows.height >= Theme.wall.of(11)

    title: Texts.t("wall.trend.title")
    age: panel.wall.trendAge
    rows.count: panel.hasPlot ? Math.min(1, trend.count) : trend.count
    rows.rowHeight: 2 * Theme.wall.line + Theme.wall.of(0.14)
    rows.grows: 1.3

    Repeater {
        id: trend

        model: panel.wall.trend

        Item {
            id: line

            required property int index
            required property string name
            required property string value
            required property string note

            /*! The two lines stand in the middle of their row. */
            readonly property real above: Math.round((line.height - 2 * Theme.wall.line) / 2)

            y: panel.rows.yOf(line.index)
            width: panel.rows.width
            height: panel.rows.cellHeight
            visible: !panel.hasPlot && panel.rows.has(line.index)
            Accessible.role: Accessible.StaticText
            Accessible.name: [line.name, line.value, line.note].join(" ")

            WallText {
                id: name

                y: line.above
                height: Theme.wall.line
                verticalAlignment: Text.AlignVCenter
                room: line.width
                text: line.name
                strong: true
                soft: panel.isStale
                Accessible.ignored: true
            }

            WallText {
                anchors.right: parent.right
                y: line.above
                height: Theme.wall.line
                verticalAlignment: Text.AlignVCenter
                room: line.width - name.implicitWidth - Theme.wall.pad
                text: line.value
                px: Theme.wall.of(1.1)
                strong: true
                soft: panel.isStale
                Accessible.ignored: true
            }

            WallText {
                anchors.right: parent.right
                y: line.above + Theme.wall.line
                height: Theme.wall.line
                verticalAlignment: Text.AlignVCenter
                room: line.width
                text: line.note
                soft: true
                Accessible.ignored: true
            }

            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.wall.edge
                visible: panel.rows.has(line.index + 1)
                color: Theme.line
            }
        }
    }
    WallTrendPlot {
        anchors.fill: parent
        visible: panel.hasPlot && trend.count > 0
        wall: panel.wall
        isStale: panel.isStale
        label: panel.title
    }
}
