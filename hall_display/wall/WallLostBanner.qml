import QtQuick
import assets.ui
import hall_display

/*! Says plainly that the hall does not answer, since when, and what holds instead. No height while it does. */
Item {
    id: banner

    required property WallViewModel wall

    height: visible ? sheet.height + Theme.wall.gap : 0
    visible: banner.wall.lost !== ""

    Rectangle {
        id: sheet

        width: parent.width
        height: words.height + 2 * Theme.wall.px(14)
        radius: Theme.wall.radius
        color: Theme.brandSoft
        border.width: Theme.wall.px(4)
        border.color: Theme.brand

        Column {
            id: words

            anchors.left: parent.left
            anchors.leftMargin: Theme.wall.pad
            anchors.right: parent.right
            anchors.rightMargin: Theme.wall.pad
            anchors.verticalCenter: parent.verticalCenter
            spacing: -Theme.wall.px(6)

            ThemeText {
                width: parent.width
                text: banner.wall.lost
                px: Theme.wall.px(45)
                strong: true
                wrapMode: Text.NoWrap
            }

            ThemeText {
                width: parent.width
                visible: text !== ""
                text: banner.wall.lostAge
                px: Theme.wall.small
                soft: true
                wrapMode: Text.NoWrap
            }
        }
    }
}
