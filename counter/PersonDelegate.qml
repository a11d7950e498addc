import QtQuick
import QtQuick.Templates as T
import assets.ui

/*! Somebody who may sign in. */
T.AbstractButton {
    id: person

    required property int index
    required property string name
    required property string role
    required property bool isChosen

    implicitHeight: Theme.desk.row
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.RadioButton
    Accessible.name: person.name
    Accessible.checked: person.isChosen

    background: Card {
        touchable: true
        selected: person.isChosen
    }

    contentItem: Item {
        ThemeText {
            id: name

            anchors.left: parent.left
            anchors.leftMargin: Theme.desk.pad
            anchors.verticalCenter: parent.verticalCenter
            text: person.name
            px: Theme.desk.strong
            strong: person.isChosen
            Accessible.ignored: true
        }

        ThemeText {
            anchors.right: parent.right
            anchors.rightMargin: Theme.desk.pad
            anchors.verticalCenter: parent.verticalCenter
            text: person.role
            px: Theme.desk.small
            soft: true
        }
    }
}
