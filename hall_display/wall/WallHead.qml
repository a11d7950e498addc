import QtQuick
import assets.ui
import hall_display

/*! Whose hall this is, what it is for, and what time it is. */
Rectangle {
    id: head

    required property WallViewModel wall

    height: Theme.wall.head
    color: Theme.brandDeep

    ThemeText {
        id: centre

        anchors.left: parent.left
        anchors.leftMargin: Theme.wall.margin
        anchors.verticalCenter: parent.verticalCenter
        text: head.wall.centre
        px: Theme.wall.body
        strong: true
        color: Theme.inkOnBrand
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.left: centre.right
        anchors.leftMargin: Theme.wall.px(32)
        anchors.baseline: centre.baseline
        text: head.wall.slogan
        px: Theme.wall.small
        color: Theme.inkOnBrandSoft
        wrapMode: Text.NoWrap
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.wall.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.wall.px(20)

        ThemeText {
            anchors.baseline: clock.baseline
            text: head.wall.date
            px: Theme.wall.small
            color: Theme.inkOnBrandSoft
            wrapMode: Text.NoWrap
        }

        ThemeText {
            anchors.baseline: clock.baseline
            text: head.wall.weekday
            px: Theme.wall.small
            color: Theme.inkOnBrandSoft
            wrapMode: Text.NoWrap
        }

        ThemeText {
            id: clock

            text: head.wall.clock
            px: Theme.wall.strong
            strong: true
            color: Theme.inkOnBrand
            wrapMode: Text.NoWrap
        }
    }
}
