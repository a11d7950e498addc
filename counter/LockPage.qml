import QtQuick
import assets.ui
import counter
import screenkit

/*! Over a locked screen: who locked it, their PIN, and the way out for somebody else. */
FocusScope {
    id: page

    required property CounterViewModel counter

    Component.onCompleted: pin.forceActiveFocus()
    onVisibleChanged: {
        page.isChanging = false
        if (page.visible)
            pin.forceActiveFocus()
    }

    readonly property LockViewModel viewModel: page.counter.lockPage
    /*! Whether a new PIN is typed below the old one. */
    property bool isChanging: false

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
                text: page.isChanging ? Texts.t("counter_desk.lock.change_hint") : page.viewModel.hint
                px: Theme.desk.body
            }

            DeskEntry {
                id: pin

                width: parent.width
                height: Theme.desk.px(52)
                focus: true
                secret: true
                px: page.isChanging ? Theme.desk.title : Theme.desk.number
                label: Texts.t(page.isChanging ? "counter_desk.lock.old_pin" : "counter_desk.lock.pin")
                placeholder: page.isChanging ? pin.label : ""
                maximumLength: 12
                onAccepted: page.isChanging ? newPin.forceActiveFocus() : page.goOn()
            }

            DeskEntry {
                id: newPin

                visible: page.isChanging
                width: parent.width
                height: Theme.desk.px(52)
                secret: true
                px: Theme.desk.title
                label: Texts.t("counter_desk.lock.new_pin")
                placeholder: newPin.label
                maximumLength: 12
                onAccepted: onceMore.forceActiveFocus()
            }

            DeskEntry {
                id: onceMore

                visible: page.isChanging
                width: parent.width
                height: Theme.desk.px(52)
                secret: true
                px: Theme.desk.title
                label: Texts.t("counter_desk.lock.new_pin_again")
                placeholder: onceMore.label
                maximumLength: 12
                onAccepted: page.goOn()
            }

            DeskButton {
                width: parent.width
                height: Theme.desk.px(48)
                kind: "primary"
                strong: true
                text: Texts.t(page.isChanging ? "counter_desk.lock.change_pin" : "counter_desk.lock.unlock")
                enabled: pin.text !== "" && (!page.isChanging || newPin.text !== "" && onceMore.text !== "")
                onClicked: page.goOn()
            }

            Item {
                width: parent.width
                height: Theme.desk.button

                ThemeText {
                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    visible: !page.isChanging
                    text: Texts.t("counter_desk.lock.own_pin")
                    px: Theme.desk.small
                    soft: true
                }

                DeskButton {
                    anchors.right: parent.right
                    text: Texts.t(page.isChanging ? "counter_desk.lock.keep_pin" : "counter_desk.lock.change_pin")
                    key: "Ctrl+P"
                    onClicked: page.turn()
                }
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
            page.clear()
        }

        function onPinChanged(): void {
            page.turn()
        }
    }

    function goOn(): void {
        if (page.isChanging)
            page.viewModel.changePin(pin.text, newPin.text, onceMore.text)
        else
            page.viewModel.unlock(pin.text)
    }

    function turn(): void {
        page.isChanging = !page.isChanging
        page.clear()
    }

    function clear(): void {
        pin.clear()
        newPin.clear()
        onceMore.clear()
        pin.forceActiveFocus()
    }
}
