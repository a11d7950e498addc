import QtQuick
import QtQuick.Templates as T

/*! A button of a desk with its key on it. Kinds: "primary", "plain", "quiet". `key` is both shown and pressed. */
T.AbstractButton {
    id: button

    property string kind: "plain"
    /*! A key sequence such as "F8" or "Ctrl+Enter"; empty for none. */
    property string key: ""
    property bool strong: false
    /*! A quiet word between text and key, such as the seconds that are left. */
    property string note: ""

    readonly property color wordInk: !button.enabled ? Theme.inkSoft
        : button.kind === "primary" ? Theme.inkOnBrand
        : button.kind === "quiet" ? Theme.brand : Theme.ink

    implicitWidth: face.implicitWidth + 2 * Theme.desk.px(10)
    implicitHeight: Theme.desk.button
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.Button
    Accessible.name: button.text
    Keys.onReturnPressed: button.click()
    Keys.onEnterPressed: button.click()

    Shortcut {
        enabled: button.enabled && button.visible && button.key !== ""
        sequence: button.key
        autoRepeat: false  // a key that is held down does its work once
        onActivated: button.clicked()  // click() would also take the focus away from where one types
    }

    background: Rectangle {
        radius: Theme.desk.radius
        color: !button.enabled ? Theme.ground
            : button.kind === "primary" ? (button.down ? Theme.brandDeep : Theme.brand)
            : button.down || button.hovered ? Theme.brandSoft
            : button.kind === "quiet" ? Theme.none : Theme.surface
        border.width: button.kind === "plain" || !button.enabled ? (button.down ? Theme.desk.edgeStrong : Theme.desk.edge) : 0
        border.color: !button.enabled ? Theme.line : button.down ? Theme.brand : Theme.edge

        FocusRing {
            visible: button.visualFocus
            thickness: Theme.desk.edgeStrong
            radius: parent.radius + 2 * thickness
        }
    }

    contentItem: Item {
        implicitWidth: face.implicitWidth
        implicitHeight: face.implicitHeight

        Row {
            id: face

            anchors.centerIn: parent
            spacing: Theme.desk.px(8)

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: button.text
                px: Theme.desk.body
                strong: button.strong
                color: button.wordInk
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.note !== ""
                text: button.note
                px: Theme.desk.small
                color: button.kind === "primary" && button.enabled ? Theme.inkOnBrandSoft : Theme.inkSoft
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            KeyHint {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.key !== ""
                key: button.key
                ink: button.kind === "primary" && button.enabled ? Theme.inkOnBrandSoft : Theme.inkSoft
            }
        }
    }
}
