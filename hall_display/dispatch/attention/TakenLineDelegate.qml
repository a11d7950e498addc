import QtQuick
import assets.ui

/*! An alarm that somebody has: one quiet line. */
Item {
    id: line

    required property string title
    required property string detail
    required property string age
    required property string spoken

    Accessible.role: Accessible.ListItem
    Accessible.name: line.spoken

    ThemeText {
        id: what

        anchors.left: parent.left
        anchors.leftMargin: Theme.dispatch.px(18)
        anchors.right: who.left
        anchors.rightMargin: Theme.dispatch.px(12)
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        verticalAlignment: Text.AlignVCenter
        text: line.title + " " + line.detail
        px: Theme.dispatch.small
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Math.round(Theme.dispatch.small * 0.85)
        soft: true
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        id: who

        anchors.right: parent.right
        anchors.rightMargin: Theme.dispatch.px(12)
        anchors.verticalCenter: parent.verticalCenter
        text: line.age
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
