import QtQuick
import QtQuick.Templates as T

/*! A button for a finger. Kinds: "primary" (one a page), "plain", "help" (叫人帮忙 only), "quiet" (no edge). */
T.AbstractButton {
    id: button

    property string kind: "plain"
    /*! Optional pictogram before the words. */
    property string picture: ""
    property int px: Theme.kiosk.action
    property bool strong: button.kind === "primary" || button.kind === "help"

    /*! Colour of words and pictogram. */
    property color ink: !button.enabled ? Theme.inkSoft
        : button.kind === "primary" ? Theme.inkOnBrand
        : button.kind === "help" ? Theme.inkOnHelp
        : button.kind === "quiet" ? Theme.brand : Theme.ink
    /*! Free space left and right of the words. */
    property int pad: Theme.kiosk.px(36)

    implicitWidth: Math.max(Theme.kiosk.touchMin, face.implicitWidth + 2 * button.pad)
    implicitHeight: Theme.kiosk.barButton
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.Button
    Accessible.name: button.text
    Keys.onReturnPressed: button.click()
    Keys.onEnterPressed: button.click()

    background: Rectangle {
        radius: Theme.kiosk.radiusSmall
        color: !button.enabled ? Theme.ground
            : button.kind === "primary" ? (button.down ? Theme.brandDeep : Theme.brand)
            : button.kind === "help" ? (button.down ? Theme.helpDeep : Theme.help)
            : button.down ? Theme.brandSoft
            : button.kind === "quiet" ? Theme.none : Theme.surface
        border.width: button.kind === "plain" || !button.enabled ? (button.down ? Theme.kiosk.edgeStrong : Theme.kiosk.edge) : 0
        border.color: !button.enabled ? Theme.line : button.down ? Theme.brand : Theme.edge

        FocusRing {
            visible: button.visualFocus
            radius: parent.radius + 2 * thickness
        }
    }

    contentItem: Item {
        implicitWidth: face.implicitWidth
        implicitHeight: face.implicitHeight

        Row {
            id: face

            anchors.centerIn: parent
            spacing: button.text === "" ? 0 : Theme.kiosk.px(16)

            Pictogram {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.picture !== ""
                picture: button.picture
                size: Math.round(button.px * 1.25)
                ink: button.ink
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.text !== ""
                text: button.text
                px: button.px
                strong: button.strong
                color: button.ink
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
