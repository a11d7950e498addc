import QtQuick
import assets.ui
import counter

/*! Says plainly that the hall does not answer and how old what is shown is; no height while it does. */
Rectangle {
    id: banner

    required property CounterViewModel counter

    height: visible ? Theme.desk.px(40) : 0
    visible: banner.counter.lost !== ""
    color: Theme.brandSoft

    Accessible.role: Accessible.AlertMessage
    Accessible.name: banner.counter.lost

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.desk.edgeStrong
        color: Theme.brand
    }

    ThemeText {
        id: sentence

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        text: banner.counter.lost
        px: Theme.desk.body
        strong: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        text: banner.counter.advice
        px: Theme.desk.body
        wrapMode: Text.NoWrap
    }
}
