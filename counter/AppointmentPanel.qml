pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! 预约: the day by its digit, the slot with digits or arrows; then the six digits in large type. */
FocusScope {
    id: panel

    required property AppointmentViewModel viewModel

    readonly property real half: (panel.width - 3 * Theme.desk.margin) / 2
    readonly property bool isMade: panel.viewModel.isMade

    implicitHeight: panel.isMade ? done.height + 2 * Theme.desk.margin : form.height + 2 * Theme.desk.pad

    onIsMadeChanged: panel.isMade ? close.forceActiveFocus() : days.forceActiveFocus()
    Component.onCompleted: days.forceActiveFocus()

    Card {
        anchors.left: parent.left
        anchors.right: parent.right
        height: panel.implicitHeight
    }

    Item {
        id: form

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.margin
        anchors.topMargin: Theme.desk.pad
        visible: !panel.isMade
        height: buttons.y + buttons.height

        ThemeText {
            id: title

            text: Texts.t("counter_desk.appointment.title")
            px: Theme.desk.strong
            strong: true
        }

        ChoiceList {
            id: days

            anchors.left: parent.left
            anchors.top: title.bottom
            anchors.topMargin: Theme.desk.px(8)
            width: panel.half
            title: Texts.t("counter_desk.appointment.day")
            isNumbered: true
            chosen: panel.viewModel.day
            model: panel.viewModel.days
            onChoose: index => panel.viewModel.chooseDay(index)
        }

        ChoiceList {
            id: slots

            anchors.right: parent.right
            anchors.top: days.top
            width: panel.half
            title: Texts.t("counter_desk.appointment.slot")
            chosen: panel.viewModel.slot
            model: panel.viewModel.slots
            onChoose: index => panel.viewModel.chooseSlot(index)
        }

        Column {
            anchors.left: parent.left
            anchors.top: days.bottom
            anchors.topMargin: Theme.desk.px(10)
            width: panel.half
            spacing: Theme.desk.px(8)

            ThemeText {
                text: Texts.t("counter_desk.appointment.counter")
                px: Theme.desk.small
                soft: true
            }

            DeskEntry {
                width: parent.width
                label: Texts.t("counter_desk.appointment.counter")
                placeholder: Texts.t("counter_desk.appointment.counter")
                text: panel.viewModel.counter
                maximumLength: 2
                onEdited: text => panel.viewModel.writeCounter(text)
                onAccepted: panel.viewModel.make()
            }

            DeskEntry {
                width: parent.width
                label: Texts.t("counter_desk.appointment.reason")
                placeholder: Texts.t("counter_desk.appointment.reason")
                maximumLength: 60
                onEdited: text => panel.viewModel.writeReason(text)
                onAccepted: panel.viewModel.make()
            }
        }

        Row {
            id: buttons

            anchors.left: parent.left
            y: Math.max(slots.y + slots.implicitHeight, days.y + days.implicitHeight + Theme.desk.px(130)) + Theme.desk.px(10)
            spacing: Theme.desk.px(8)

            DeskButton {
                visible: form.visible
                kind: "primary"
                text: Texts.t("counter_desk.appointment.make")
                key: "Ctrl+S"
                onClicked: panel.viewModel.make()
            }

            DeskButton {
                visible: form.visible
                text: Texts.t("counter_desk.ticket.cancel")
                key: "Esc"
                onClicked: panel.viewModel.close()
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: panel.viewModel.problem
                px: Theme.desk.body
                strong: true
            }
        }
    }

    Column {
        id: done

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.margin
        visible: panel.isMade
        spacing: Theme.desk.px(8)

        ThemeText {
            width: parent.width
            text: panel.viewModel.summary
            px: Theme.desk.title
            strong: true
        }

        ThemeText {
            width: parent.width
            text: Texts.t("counter_desk.appointment.tell_code")
            px: Theme.desk.body
            soft: true
        }

        ThemeText {
            text: panel.viewModel.code
            px: Theme.desk.px(90)
            strong: true
            wrapMode: Text.NoWrap
        }

        DeskButton {
            id: close

            visible: done.visible
            kind: "primary"
            text: Texts.t("counter_desk.ticket.close")
            key: "Esc"
            onClicked: panel.viewModel.close()
        }
    }
}
