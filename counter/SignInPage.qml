pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! Who sits down here: arrows choose the person, number keys type the PIN, Enter signs in. */
FocusScope {
    id: page

    focus: true

    required property CounterViewModel counter

    Component.onCompleted: pin.forceActiveFocus()
    onVisibleChanged: if (page.visible) pin.forceActiveFocus()

    readonly property SignInViewModel viewModel: page.counter.signIn

    Keys.onUpPressed: page.viewModel.choose(page.viewModel.chosen - 1)
    Keys.onDownPressed: page.viewModel.choose(page.viewModel.chosen + 1)

    Card {
        anchors.centerIn: parent
        width: Theme.desk.px(760)
        height: Math.min(page.height - Theme.desk.px(80), Math.max(Theme.desk.px(400), people.y + people.count * people.pitch + Theme.desk.px(16)))

        Column {
            id: who

            anchors.left: parent.left
            anchors.leftMargin: Theme.desk.px(32)
            anchors.top: parent.top
            anchors.topMargin: Theme.desk.px(28)
            width: Theme.desk.px(320)
            spacing: Theme.desk.px(10)

            ThemeText {
                text: Texts.t("counter.sign_in.who")
                px: Theme.desk.title
                strong: true
            }

            ThemeText {
                text: Texts.t("counter.sign_in.choose_hint")
                px: Theme.desk.small
                soft: true
            }
        }

        ListView {
            id: people

            readonly property real pitch: Theme.desk.row + people.spacing

            anchors.left: who.left
            anchors.right: who.right
            anchors.top: who.bottom
            anchors.topMargin: Theme.desk.px(12)
            // Whole names only.
            height: Math.max(1, Math.floor((parent.height - people.y - Theme.desk.px(16)) / people.pitch)) * people.pitch - people.spacing
            clip: true
            spacing: Theme.desk.px(8)
            boundsBehavior: Flickable.StopAtBounds
            highlightMoveDuration: 0
            highlightResizeDuration: 0
            currentIndex: page.viewModel.chosen
            model: page.viewModel.people

            delegate: PersonDelegate {
                width: people.width
                onClicked: page.viewModel.choose(index)
            }
        }

        ScrollMark {
            list: people
        }

        ThemeText {
            anchors.left: people.left
            anchors.right: people.right
            anchors.top: people.top
            visible: people.count === 0 && page.viewModel.note === ""
            text: Texts.t("counter.sign_in.loading")
            px: Theme.desk.body
            soft: true
        }

        Rectangle {
            anchors.left: who.right
            anchors.leftMargin: Theme.desk.px(32)
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            anchors.margins: Theme.desk.px(28)
            width: Theme.desk.edge
            color: Theme.line
        }

        Column {
            anchors.left: who.right
            anchors.leftMargin: Theme.desk.px(64)
            anchors.right: parent.right
            anchors.rightMargin: Theme.desk.px(32)
            anchors.top: parent.top
            anchors.topMargin: Theme.desk.px(28)
            spacing: Theme.desk.px(10)

            ThemeText {
                text: Texts.t("counter.sign_in.pin")
                px: Theme.desk.title
                strong: true
            }

            ThemeText {
                text: Texts.t("counter.sign_in.pin_hint")
                px: Theme.desk.small
                soft: true
            }

            DeskEntry {
                id: pin

                width: parent.width
                height: Theme.desk.px(52)
                focus: true
                secret: true
                px: Theme.desk.number
                label: Texts.t("counter.sign_in.pin")
                maximumLength: 12
                onAccepted: page.enter()
            }

            DeskButton {
                width: parent.width
                height: Theme.desk.px(48)
                kind: "primary"
                strong: true
                text: Texts.t("counter.sign_in.enter")
                enabled: pin.text !== "" && people.count > 0
                onClicked: page.enter()
            }

            SaidLine {
                width: parent.width
                text: page.counter.said
            }

            ThemeText {
                width: parent.width
                visible: page.counter.said === "" && text !== ""
                text: page.viewModel.note
                px: Theme.desk.body
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

    function enter(): void {
        page.viewModel.signIn(pin.text)
    }
}
