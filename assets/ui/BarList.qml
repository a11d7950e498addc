pragma ComponentBehavior: Bound

import QtQuick

/*! Name, bar, count: 高频类型 and the like. Bars begin at nothing and share one scale; names share one size.

    `bars`: rows with `key name count share spoken isKnown`: count is text (a dash where it is hidden), share 0–1. With
    `interactive` a row opens its list, and what finds no room is scrolled to; `below` says how much that is. */
Item {
    id: list

    required property var bars
    property int px: Theme.dispatch.body
    property int rowHeight: Math.round(list.px * 2)
    property bool interactive: false
    property bool isStale: false
    /*! Side by side, filled from the top of the first one. */
    property int columns: 1

    readonly property real columnGap: list.columns > 1 ? list.px * 1.6 : 0
    readonly property real columnWidth: (list.width - (list.columns - 1) * list.columnGap) / list.columns
    readonly property int rows: Math.ceil(repeater.count / list.columns)
    readonly property int countWidth: Math.round(list.px * 3.4)
    /*! The widest name as it would be written; names never take more than half of the row. */
    property real widest: 0
    readonly property real nameWidth: Math.min(list.widest, list.columnWidth * 0.5)
    readonly property int namePx: list.widest > list.nameWidth ? Math.max(1, Math.floor(list.px * list.nameWidth / list.widest)) : list.px
    readonly property int fits: Math.max(1, Math.floor(list.height / list.rowHeight))
    readonly property int below: Math.max(0, list.rows - list.fits - Math.round(sheet.contentY / list.rowHeight))

    implicitHeight: list.rows * list.rowHeight

    signal barClicked(key: string)

    Flickable {
        id: sheet

        width: parent.width
        height: list.fits * list.rowHeight
        contentHeight: list.implicitHeight
        interactive: list.interactive && list.rows > list.fits
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Repeater {
            id: repeater

            model: list.bars

            Item {
                id: bar

                required property int index
                required property string key
                required property string name
                required property string count
                required property real share
                required property string spoken
                required property bool isKnown

                readonly property bool canPress: list.interactive && bar.isKnown

                x: Math.floor(bar.index / Math.max(1, list.rows)) * (list.columnWidth + list.columnGap)
                y: bar.index % Math.max(1, list.rows) * list.rowHeight
                width: list.columnWidth
                height: list.rowHeight
                activeFocusOnTab: list.interactive

                Accessible.role: bar.canPress ? Accessible.Button : Accessible.StaticText
                Accessible.name: bar.spoken
                Accessible.focusable: bar.canPress
                Accessible.onPressAction: list.barClicked(bar.key)
                Keys.enabled: bar.canPress
                Keys.onReturnPressed: list.barClicked(bar.key)
                Keys.onEnterPressed: list.barClicked(bar.key)
                onActiveFocusChanged: {
                    if (bar.activeFocus)
                        sheet.contentY = Math.max(Math.min(sheet.contentY, bar.y), bar.y + bar.height - sheet.height)
                }

                Rectangle {
                    anchors.fill: parent
                    visible: hover.hovered || bar.activeFocus
                    radius: Math.round(list.px * 0.3)
                    color: Theme.brandSoft
                    border.width: bar.activeFocus ? 2 : 0
                    border.color: Theme.ink
                }

                HoverHandler {
                    id: hover

                    enabled: bar.canPress
                    cursorShape: Qt.PointingHandCursor
                }

                TapHandler {
                    enabled: bar.canPress
                    gesturePolicy: TapHandler.ReleaseWithinBounds
                    onTapped: list.barClicked(bar.key)
                }

                ThemeText {
                    id: words

                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: bar.name
                    px: list.namePx
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                TextMetrics {
                    font.family: Theme.family
                    font.pixelSize: list.px
                    text: bar.name
                    onAdvanceWidthChanged: list.widest = Math.max(list.widest, advanceWidth)
                }

                Rectangle {
                    x: list.nameWidth + list.px * 0.5
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.max(bar.share > 0 ? 2 : 0, bar.share * (list.columnWidth - x - list.countWidth))
                    height: Math.round(Math.min(list.px * 0.8, list.rowHeight * 0.55))
                    radius: Math.min(width / 2, Math.round(list.px * 0.14))
                    color: list.isStale ? Theme.line : Theme.bar
                }

                ThemeText {
                    anchors.right: parent.right
                    anchors.rightMargin: Math.round(list.px * 0.2)
                    anchors.verticalCenter: parent.verticalCenter
                    text: bar.count
                    px: list.px
                    strong: true
                    soft: list.isStale
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
