import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Over a locked screen: who locked it, their PIN, and the way out for somebody else. */
FocusScope {
    id: page

    required property DispatchSignIn viewModel

    Component.onCompleted: pin.forceActiveFocus()
    onVisibleChanged: if (page.visible) pin.forceActiveFocus()

    Rectangle {
        anchors.centerIn: parent
        width: Theme.dispatch.px(560)
        height: content.height + 2 * Theme.dispatch.px(36)
        radius: Theme.dispatch.radius
        color: Theme.surface

        Column {
            id: content

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: Theme.dispatch.px(40)
            spacing: Theme.dispatch.px(14)

            ThemeText {
                text: Texts.t("dispatch.lock.title")
                px: Theme.dispatch.small
                soft: true
            }

            ThemeText {
                text: page.viewModel.name
                px: Theme.dispatch.px(32)
                strong: true
            }

            ThemeText {
                width: parent.width
                text: Texts.t("dispatch.lock.kept")
                px: Theme.dispatch.body
            }

            DeskEntry {
                id: pin

                width: parent.width
                height: Theme.dispatch.px(56)
                focus: true
                secret: true
                px: Theme.dispatch.px(28)
                label: Texts.t("dispatch.sign_in.pin")
                maximumLength: 12
                onAccepted: page.viewModel.unlock(pin.text)
            }

            DispatchButton {
                width: parent.width
                height: Theme.dispatch.px(52)
                kind: "primary"
                px: Theme.dispatch.body
                text: Texts.t("dispatch.lock.unlock")
                enabled: pin.text !== ""
                onClicked: page.viewModel.unlock(pin.text)
            }

            Item {
                width: parent.width
                height: Theme.dispatch.target

                ThemeText {
                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: Texts.t("dispatch.lock.other")
                    px: Theme.dispatch.small
                    soft: true
                }

                DispatchButton {
                    anchors.right: parent.right
                    text: Texts.t("dispatch.lock.sign_out")
                    key: "Ctrl+Q"
                    onClicked: page.viewModel.signOut()
                }
            }

            ThemeText {
                width: parent.width
                visible: text !== ""
                text: page.viewModel.said
                px: Theme.dispatch.small
                strong: true
                Accessible.role: Accessible.AlertMessage
            }
        }
    }

    Connections {
        target: page.viewModel

        function onFailed(): void {
            pin.clear()
            pin.forceActiveFocus()
        }
    }
}
