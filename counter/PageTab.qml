import QtQuick
import QtQuick.Templates as T
import assets.ui

/*! A page of the app in the head, with its key. The one in front stands on the ground of the page. */
T.AbstractButton {
    id: tab

    required property string name
    required property string title
    required property string key
    required property bool isChosen

    implicitWidth: face.implicitWidth + 2 * Theme.desk.px(12)
    implicitHeight: Theme.desk.px(34)
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

    background: Rectangle {
        radius: Theme.desk.radiusSmall
        color: tab.isChosen ? Theme.ground : tab.hovered ? Theme.brandPill : Theme.none
    }

    contentItem: Item {
        implicitWidth: face.implicitWidth
        implicitHeight: face.implicitHeight

        Row {
            id: face

            anchors.centerIn: parent
            spacing: Theme.desk.px(6)

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: tab.title
                px: Theme.desk.body
                strong: tab.isChosen
                color: tab.isChosen ? Theme.ink : Theme.inkOnBrand
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            KeyHint {
                anchors.verticalCenter: parent.verticalCenter
                key: tab.key
                ink: tab.isChosen ? Theme.inkSoft : Theme.inkOnBrandSoft
            }
        }
    }
}
