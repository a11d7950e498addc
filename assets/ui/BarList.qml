pragma ComponentBehavior: Bound

import QtQuick

/*! Name, bar, count: 高频类型 and the like. Bars begin at nothing and share one scale.

    `bars`: rows with `key name count share spoken isKnown`: count is text (a dash where it is hidden), share 0–1. Rows that find
    no room are left out at the end: say so elsewhere. With `interactive` a row opens its list. */
Item {
    id: list

    required property var bars
    property int px: Theme.dispatch.body
    property int rowHeight: Math.round(list.px * 2)
    property int nameWidth: Math.round(list.width * 0.34)
    property bool interactive: false
    property bool isStale: false

    readonly property int countWidth: Math.round(list.px * 3.4)
    readonly property int shown: Math.max(0, Math.floor(list.height / list.rowHeight))

    implicitHeight: repeater.count * list.rowHeight

    signal barClicked(key: string)

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

            y: bar.index * list.rowHeight
            width: list.width
            height: list.rowHeight
            visible: bar.index < list.shown
            activeFocusOnTab: bar.canPress

            Accessible.role: bar.canPress ? Accessible.Button : Accessible.StaticText
            Accessible.name: bar.spoken
            Accessible.focusable: bar.canPress
            Accessible.onPressAction: list.barClicked(bar.key)
            Keys.onReturnPressed: list.barClicked(bar.key)
            Keys.onEnterPressed: list.barClicked(bar.key)
            Keys.onSpacePressed: list.barClicked(bar.key)

            Rectangle {
                anchors.fill: parent
                anchors.leftMargin: -Math.round(list.px * 0.3)
                anchors.rightMargin: -Math.round(list.px * 0.3)
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
                width: list.nameWidth
                text: bar.name
                px: list.px
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Math.round(list.px * 0.7)
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            Rectangle {
                anchors.left: words.right
                anchors.leftMargin: Math.round(list.px * 0.4)
                anchors.verticalCenter: parent.verticalCenter
                width: Math.max(bar.share > 0 ? 2 : 0, bar.share * (list.width - list.nameWidth - list.countWidth - list.px * 0.4))
                height: Math.round(Math.min(list.px * 0.8, list.rowHeight * 0.55))
                radius: Math.min(width / 2, Math.round(list.px * 0.14))
                color: list.isStale ? Theme.line : Theme.bar
            }

            ThemeText {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                horizontalAlignment: Text.AlignRight
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
