import QtQuick
import assets.ui

/*! The last sentence that staff must read: why something was not done. Stays until something is. */
Rectangle {
    id: said

    property string text: ""

    visible: said.text !== ""
    height: visible ? words.height + 2 * Theme.desk.px(9) : 0
    radius: Theme.desk.radiusSmall
    color: Theme.brandSoft
    border.width: Theme.desk.edge
    border.color: Theme.brand

    Accessible.role: Accessible.AlertMessage
    Accessible.name: said.text

    ThemeText {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.pad
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.pad
        anchors.verticalCenter: parent.verticalCenter
        text: said.text
        px: Theme.desk.body
        Accessible.ignored: true
    }
}
