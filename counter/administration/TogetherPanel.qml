pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 双人办理: what waits; the second person's yes (F8) with their own PIN, or no (F9); and asking for 销毁 (F6). */
Item {
    id: panel

    required property TogetherViewModel viewModel

    function goTo(): void {
        panel.viewModel.read()
        list.goTo()
    }

    onVisibleChanged: if (!panel.visible && panel.viewModel) panel.viewModel.leave()

    Connections {
        target: panel.viewModel

        // A field that was typed in has let go of its binding.
        function onSettled(): void {
            pin.text = panel.viewModel.pin
            code.text = panel.viewModel.caseCode
        }
    }

    LineList {
        id: list

        anchors.left: parent.left
        anchors.right: side.left
        anchors.rightMargin: Theme.desk.margin
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        model: panel.viewModel.lines
        chosen: panel.viewModel.chosen
        nothing: Texts.t("administration.together.none")
        onPicked: lineId => panel.viewModel.choose(lineId)
    }

    Flickable {
        id: side

        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.px(470)
        contentHeight: form.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: form

            width: side.width - Theme.desk.px(10)
            spacing: Theme.desk.px(8)

            SaidLine {
                width: parent.width
                text: panel.viewModel.said
            }

            FormLabel {
                visible: panel.viewModel.hasChosen
                text: Texts.t("administration.together.second")
            }

            ChoiceFlow {
                id: seconds

                width: parent.width
                visible: panel.viewModel.hasChosen
                model: panel.viewModel.seconds
                onPicked: name => panel.viewModel.chooseSecond(name)
            }

            ThemeText {
                width: parent.width
                visible: panel.viewModel.hasChosen && panel.viewModel.seconds.count === 0
                text: Texts.t("administration.together.nobody")
                px: Theme.desk.body
            }

            DeskEntry {
                id: pin

                width: parent.width
                visible: panel.viewModel.hasChosen
                secret: true
                label: Texts.t("administration.together.pin")
                placeholder: Texts.t("administration.together.pin")
                maximumLength: 12
                onEdited: text => panel.viewModel.writePin(text)
                onAccepted: panel.viewModel.agree()
            }

            Row {
                visible: panel.viewModel.hasChosen
                spacing: Theme.desk.px(8)

                DeskButton {
                    kind: "primary"
                    text: Texts.t("administration.together.agree")
                    key: "F8"
                    onClicked: panel.viewModel.agree()
                }

                DeskButton {
                    text: Texts.t("administration.together.decline")
                    key: "F9"
                    onClicked: panel.viewModel.decline()
                }
            }

            Rectangle {
                width: parent.width
                height: Theme.desk.edge
                visible: panel.viewModel.mayAsk && panel.viewModel.hasChosen
                color: Theme.line
            }

            ThemeText {
                width: parent.width
                visible: panel.viewModel.mayAsk
                text: Texts.t("administration.together.ask_title")
                px: Theme.desk.strong
                strong: true
            }

            ThemeText {
                width: parent.width
                visible: panel.viewModel.mayAsk
                text: Texts.t("administration.together.warning")
                px: Theme.desk.small
                soft: true
            }

            DeskEntry {
                id: code

                width: parent.width
                visible: panel.viewModel.mayAsk
                label: Texts.t("administration.together.case_code")
                placeholder: Texts.t("administration.together.case_code")
                maximumLength: 60
                onEdited: text => panel.viewModel.writeCase(text)
            }

            ChoiceFlow {
                width: parent.width
                visible: panel.viewModel.mayAsk
                model: panel.viewModel.reasons
                onPicked: name => panel.viewModel.chooseReason(name)
            }

            DeskButton {
                visible: panel.viewModel.mayAsk
                text: Texts.t("administration.together.ask")
                key: "F6"
                onClicked: panel.viewModel.ask()
            }
        }
    }

    ScrollMark {
        list: side
    }
}
