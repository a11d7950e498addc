import QtQuick
import QtQuick.Templates as T

/*! A button of the dispatch screen. Kinds: "primary", "plain", "quiet". `key` is shown and pressed. */
T.AbstractButton {
    id: button

    property string kind: "plain"
    property string key: ""
    property bool keyShown: true
    property bool selected: false
    property int px: Theme.dispatch.small
    /*! What a screen reader says where the word alone says too little. */
    property string label: button.text

    implicitWidth: face.implicitWidth + 2 * Math.round(button.px * 0.75)
    implicitHeight: Theme.dispatch.target
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: button.label
    Keys.onReturnPressed: button.click()
    Keys.onEnterPressed: button.click()

    Shortcut {
        enabled: button.enabled && button.visible && button.key !== ""
        sequence: button.key
        autoRepeat: false
        onActivated: button.clicked()
    }

    background: Rectangle {
        radius: Theme.dispatch.radiusSmall
        color: !button.enabled ? Theme.none
            : button.kind === "primary" ? (button.down ? Theme.brandSoft : Theme.brand)
            : button.down || button.hovered || button.selected ? Theme.brandSoft : Theme.none
        border.width: button.kind === "plain" || !button.enabled ? Theme.dispatch.edge : 0
        border.color: button.enabled ? Theme.edge : Theme.line

        FocusRing {
            visible: button.visualFocus
            thickness: Theme.dispatch.edgeStrong
            border.color: Theme.ink
            radius: parent.radius + thickness
        }
    }

    contentItem: Item {
        implicitWidth: face.implicitWidth
        implicitHeight: face.implicitHeight

        Row {
            id: face

            anchors.centerIn: parent
            spacing: Math.round(button.px * 0.4)

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: button.text
                px: button.px
                color: !button.enabled ? Theme.inkSoft : button.kind === "primary" ? Theme.inkOnBrand : Theme.ink
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.key !== "" && button.keyShown
                text: button.key
                px: Math.round(button.px * 0.85)
                color: button.kind === "primary" && button.enabled ? Theme.inkOnBrandSoft : Theme.inkSoft
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
