import QtQuick
import QtQuick.Templates as T
import assets.ui

/*! A table of the page: its name, its key, and how many of its cells are changed. */
T.AbstractButton {
    id: tab

    required property string name
    required property string title
    required property string key
    required property string changes
    required property bool isChosen

    implicitHeight: Theme.desk.row
    focusPolicy: Qt.NoFocus

    Accessible.role: Accessible.PageTab
    Accessible.name: tab.title
    Accessible.checked: tab.isChosen

    Shortcut {
        enabled: tab.enabled && tab.visible
        sequence: tab.key
        autoRepeat: false
        onActivated: tab.clicked()
    }

    background: Card {
        touchable: true
        selected: tab.isChosen
    }

    contentItem: Item {
        ThemeText {
            anchors.left: parent.left
            anchors.leftMargin: Theme.desk.px(12)
            anchors.verticalCenter: parent.verticalCenter
            text: tab.title
            px: Theme.desk.body
            strong: tab.isChosen
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        ThemeText {
            anchors.right: cap.left
            anchors.rightMargin: Theme.desk.px(6)
            anchors.verticalCenter: parent.verticalCenter
            text: tab.changes
            px: Theme.desk.small
            strong: true
            color: Theme.brand
            wrapMode: Text.NoWrap
        }

        KeyHint {
            id: cap

            anchors.right: parent.right
            anchors.rightMargin: Theme.desk.px(10)
            anchors.verticalCenter: parent.verticalCenter
            key: tab.key
        }
    }
}
