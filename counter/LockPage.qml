import QtQuick
import assets.ui
import counter
import screenkit

/*! Over a locked screen: who locked it, their PIN, and the way out for somebody else. */
FocusScope {
    id: page

    required property CounterViewModel counter

    Component.onCompleted: pin.forceActiveFocus()
    onVisibleChanged: if (page.visible) pin.forceActiveFocus()

    readonly property LockViewModel viewModel: page.counter.lockPage

    Card {
        anchors.centerIn: parent
        width: Theme.desk.px(460)
        height: content.height + 2 * Theme.desk.px(28)

        Column {
            id: content

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: Theme.desk.px(32)
            spacing: Theme.desk.px(12)

            ThemeText {
                text: Texts.t("counter_desk.lock.title")
                px: Theme.desk.small
                soft: true
            }

            ThemeText {
                text: page.viewModel.name
                px: Theme.desk.number
                strong: true
            }

            ThemeText {
                width: parent.width
                text: page.viewModel.hint
                px: Theme.desk.body
            }

            DeskEntry {
                id: pin

                width: parent.width
                height: Theme.desk.px(52)
                focus: true
                secret: true
                px: Theme.desk.number
                label: Texts.t("counter_desk.lock.pin")
                maximumLength: 12
                onAccepted: page.viewModel.unlock(pin.text)
            }

            DeskButton {
                width: parent.width
                height: Theme.desk.px(48)
                kind: "primary"
                strong: true
                text: Texts.t("counter_desk.lock.unlock")
                enabled: pin.text !== ""
                onClicked: page.viewModel.unlock(pin.text)
            }

            Item {
                width: parent.width
                height: Theme.desk.button

                ThemeText {
                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: Texts.t("counter_desk.lock.other")
                    px: Theme.desk.small
                    soft: true
                }

                DeskButton {
                    anchors.right: parent.right
                    text: Texts.t("counter_desk.lock.sign_out")
                    key: "Ctrl+Q"
                    onClicked: page.viewModel.signOut()
                }
            }

            SaidLine {
                width: parent.width
                text: page.counter.said
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
