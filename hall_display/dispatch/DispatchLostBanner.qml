import QtQuick
import assets.ui
import hall_display

/*! Says plainly that the hall does not answer and since when. It stands over the head, so that nothing below moves. */
Rectangle {
    id: banner

    required property DispatchViewModel dispatch

    visible: banner.dispatch.lost !== ""
    color: Theme.brand
    Accessible.role: Accessible.AlertMessage
    Accessible.name: sentence.text

    ThemeText {
        id: sentence

        anchors.left: parent.left
        anchors.leftMargin: Theme.dispatch.margin
        anchors.verticalCenter: parent.verticalCenter
        text: banner.dispatch.lost
        px: Theme.dispatch.body
        strong: true
        color: Theme.inkOnBrand
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.dispatch.margin
        anchors.verticalCenter: parent.verticalCenter
        text: banner.dispatch.advice
        px: Theme.dispatch.body
        color: Theme.inkOnBrand
        wrapMode: Text.NoWrap
    }
}
