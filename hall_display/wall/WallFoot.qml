import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Who is here today, the phone and the hours. */
Rectangle {
    id: foot

    required property WallViewModel wall

    height: Theme.wall.foot
    color: Theme.surface

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Theme.wall.edge
        color: Theme.line
    }

    ThemeText {
        id: title

        anchors.left: parent.left
        anchors.leftMargin: Theme.wall.margin
        anchors.verticalCenter: parent.verticalCenter
        text: Texts.t("wall.foot.on_duty")
        px: Theme.wall.small
        strong: true
        color: Theme.brand
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.left: title.right
        anchors.leftMargin: Theme.wall.px(28)
        anchors.right: reach.left
        anchors.rightMargin: Theme.wall.px(28)
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        verticalAlignment: Text.AlignVCenter
        text: foot.wall.onDuty
        px: Theme.wall.small
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.wall.px(22)
        wrapMode: Text.NoWrap
    }

    Row {
        id: reach

        anchors.right: parent.right
        anchors.rightMargin: Theme.wall.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.wall.px(36)

        ThemeText {
            text: foot.wall.phone
            px: Theme.wall.small
            soft: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            text: foot.wall.hours
            px: Theme.wall.small
            soft: true
            wrapMode: Text.NoWrap
        }
    }
}
