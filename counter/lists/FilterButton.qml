import QtQuick
import assets.ui

/*! A low button of the bar. `hint` shows a key that the list itself hears. */
DeskButton {
    id: button

    property bool isSet: false
    property string hint: ""

    implicitHeight: Theme.desk.px(32)
    leftPadding: button.hint === "" ? 0 : Theme.desk.px(10)
    rightPadding: button.hint === "" ? 0 : cap.width + Theme.desk.px(18)
    implicitWidth: button.implicitContentWidth + (button.hint === "" ? Theme.desk.px(20) : button.leftPadding + button.rightPadding)
    focusPolicy: Qt.NoFocus
    strong: button.isSet

    KeyHint {
        id: cap

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(10)
        anchors.verticalCenter: parent.verticalCenter
        visible: button.hint !== ""
        key: button.hint
    }
}
