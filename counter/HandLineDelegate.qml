import QtQuick
import assets.ui

/*! A number of the kept list, or one that was called by hand. */
Card {
    id: line

    required property string ticketNo
    required property string words

    height: Theme.desk.button

    ThemeText {
        id: ticket

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.px(12)
        anchors.verticalCenter: parent.verticalCenter
        text: line.ticketNo
        px: Theme.desk.strong
        strong: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.left: ticket.right
        anchors.leftMargin: Theme.desk.px(12)
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(12)
        anchors.verticalCenter: parent.verticalCenter
        horizontalAlignment: Text.AlignRight
        text: line.words
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.desk.tiny
    }
}
