pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 人员: who may sign in. Somebody new (F6); of who is chosen name, role and unit (F7), PIN (F8), lock (F9), end (Ctrl+Delete). */
Item {
    id: panel

    required property PeopleViewModel viewModel

    readonly property bool hasChosen: panel.viewModel.chosen !== ""

    function goTo(): void {
        panel.viewModel.read()
        staffId.forceActiveFocus(Qt.TabFocusReason)
    }

    onVisibleChanged: if (!panel.visible && panel.viewModel) panel.viewModel.leave()

    Keys.onEscapePressed: if (panel.hasChosen) panel.viewModel.choose(panel.viewModel.chosen)

    Connections {
        target: panel.viewModel

        // A field that was typed in has let go of its binding.
        function onFilled(): void {
            staffId.text = panel.viewModel.staffId
            name.text = panel.viewModel.name
            unit.text = panel.viewModel.unit
            pin.text = ""
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
            spacing: Theme.desk.px(6)

            Item {
                width: parent.width
                height: title.height

                ThemeText {
                    id: title

                    anchors.left: parent.left
                    anchors.right: back.left
                    text: panel.hasChosen ? Texts.say("administration.people.of", { name: panel.viewModel.chosenName }) : Texts.t("administration.people.new")
                    px: Theme.desk.title
                    strong: true
                }

                FormLabel {
                    id: back

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    visible: panel.hasChosen
                    text: panel.hasChosen ? Texts.t("administration.people.new_again") : ""
                    wrapMode: Text.NoWrap
                }
            }

            SaidLine {
                width: parent.width
                text: panel.viewModel.said
            }

            Row {
                width: parent.width
                spacing: Theme.desk.px(8)

                Column {
                    width: (parent.width - parent.spacing) / 2
                    spacing: Theme.desk.px(3)

                    FormLabel {
                        text: Texts.t("administration.people.staff_id")
                    }

                    DeskEntry {
                        id: staffId

                        width: parent.width
                        enabled: !panel.hasChosen
                        label: Texts.t("administration.people.staff_id")
                        maximumLength: 40
                        onEdited: text => panel.viewModel.write("staff_id", text)
                    }
                }

                Column {
                    width: (parent.width - parent.spacing) / 2
                    spacing: Theme.desk.px(3)

                    FormLabel {
                        text: Texts.t("administration.people.name")
                    }

                    DeskEntry {
                        id: name

                        width: parent.width
                        label: Texts.t("administration.people.name")
                        maximumLength: 40
                        onEdited: text => panel.viewModel.write("name", text)
                    }
                }
            }

            FormLabel {
                text: Texts.t("administration.people.duty")
            }

            ChoiceFlow {
                width: parent.width
                model: panel.viewModel.roles
                onPicked: name => panel.viewModel.chooseRole(name)
            }

            Row {
                width: parent.width
                spacing: Theme.desk.px(8)

                Column {
                    width: (parent.width - parent.spacing) / 2
                    spacing: Theme.desk.px(3)

                    FormLabel {
                        text: Texts.t("administration.people.unit")
                    }

                    DeskEntry {
                        id: unit

                        width: parent.width
                        label: Texts.t("administration.people.unit")
                        maximumLength: 60
                        onEdited: text => panel.viewModel.write("unit", text)
                    }
                }

                Column {
                    width: (parent.width - parent.spacing) / 2
                    spacing: Theme.desk.px(3)

                    FormLabel {
                        text: Texts.t("administration.people.pin")
                    }

                    DeskEntry {
                        id: pin

                        width: parent.width
                        secret: true
                        label: Texts.t("administration.people.pin")
                        maximumLength: 12
                        onEdited: text => panel.viewModel.write("pin", text)
                    }
                }
            }

            Flow {
                width: parent.width
                topPadding: Theme.desk.px(6)
                spacing: Theme.desk.px(8)

                DeskButton {
                    visible: !panel.hasChosen
                    kind: "primary"
                    text: Texts.t("administration.people.add")
                    key: "F6"
                    onClicked: panel.viewModel.add()
                }

                DeskButton {
                    visible: panel.hasChosen
                    kind: panel.viewModel.isLocked ? "plain" : "primary"
                    text: Texts.t("administration.people.change")
                    key: "F7"
                    onClicked: panel.viewModel.change()
                }

                DeskButton {
                    visible: panel.hasChosen
                    text: Texts.t("administration.people.new_pin_do")
                    key: "F8"
                    onClicked: panel.viewModel.newPin()
                }

                DeskButton {
                    visible: panel.viewModel.isLocked
                    kind: "primary"
                    text: Texts.t("administration.people.unlock")
                    key: "F9"
                    onClicked: panel.viewModel.unlock()
                }

                DeskButton {
                    visible: panel.hasChosen
                    text: Texts.t("administration.people.remove")
                    key: "Ctrl+Del"
                    onClicked: panel.viewModel.remove()
                }
            }
        }
    }

    ScrollMark {
        list: side
    }
}
