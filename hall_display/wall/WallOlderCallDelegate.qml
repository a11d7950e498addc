import QtQuick
import assets.ui
import screenkit

/*! A call that was the newest a while ago. */
Rectangle {
    id: call

    required property string ticketNo
    required property string counterNo
    required property string spoken
    property int px: Theme.wall.older

    radius: Theme.wall.radius
    color: Theme.surface
    border.width: Theme.wall.edge
    border.color: Theme.line

    Accessible.role: Accessible.ListItem
    Accessible.name: call.spoken

    ThemeText {
        anchors.left: parent.left
        anchors.leftMargin: Theme.wall.px(50)
        anchors.verticalCenter: parent.verticalCenter
        text: call.ticketNo
        px: call.px
        strong: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.wall.px(50)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.wall.px(14)

        ThemeText {
            text: call.counterNo
            px: Math.round(call.px * 0.76)
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        ThemeText {
            text: Texts.t("wall.call.counter_unit")
            px: Math.round(call.px * 0.76)
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
