pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! 领着取号: queue and priority by digits, persons and counter if need be; then the number in large type. */
FocusScope {
    id: panel

    required property TicketViewModel viewModel

    readonly property real half: (panel.width - 3 * Theme.desk.margin) / 2
    readonly property bool isIssued: panel.viewModel.isIssued

    implicitHeight: panel.isIssued ? done.height + 2 * Theme.desk.margin : form.height + 2 * Theme.desk.pad

    onIsIssuedChanged: panel.isIssued ? close.forceActiveFocus() : queues.forceActiveFocus()
    Component.onCompleted: panel.isIssued ? close.forceActiveFocus() : queues.forceActiveFocus()

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
        visible: !panel.isIssued
        height: buttons.y + buttons.height

        ThemeText {
            id: title

            text: Texts.t("counter_desk.ticket.title")
            px: Theme.desk.strong
            strong: true
        }

        ChoiceList {
            id: queues

            anchors.left: parent.left
            anchors.top: title.bottom
            anchors.topMargin: Theme.desk.px(10)
            width: panel.half
            title: Texts.t("counter_desk.ticket.queue")
            isNumbered: true
            chosen: panel.viewModel.queue
            model: panel.viewModel.queues
            onChoose: index => panel.viewModel.chooseQueue(index)
        }

        ChoiceList {
            id: categories

            anchors.right: parent.right
            anchors.top: queues.top
            width: panel.half
            title: Texts.t("counter_desk.ticket.priority")
            isNumbered: true
            chosen: panel.viewModel.priority
            model: panel.viewModel.categories
            onChoose: index => panel.viewModel.choosePriority(index)
        }

        DeskEntry {
            id: people

            anchors.left: parent.left
            anchors.top: categories.bottom
            anchors.topMargin: Theme.desk.px(12)
            width: panel.half
            label: Texts.t("counter_desk.ticket.people")
            placeholder: Texts.t("counter_desk.ticket.people")
            maximumLength: 4
            onEdited: text => panel.viewModel.writePeople(text)
            onAccepted: panel.viewModel.issue()
        }

        DeskEntry {
            anchors.right: parent.right
            anchors.top: people.top
            width: panel.half
            label: Texts.t("counter_desk.ticket.counter")
            placeholder: Texts.t("counter_desk.ticket.counter")
            maximumLength: 2
            onEdited: text => panel.viewModel.writeCounter(text)
            onAccepted: panel.viewModel.issue()
        }

        Row {
            id: buttons

            anchors.left: parent.left
            anchors.top: people.bottom
            anchors.topMargin: Theme.desk.px(12)
            spacing: Theme.desk.px(8)

            DeskButton {
                visible: form.visible
                kind: "primary"
                text: Texts.t("counter_desk.ticket.issue")
                key: "Ctrl+S"
                onClicked: panel.viewModel.issue()
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
        visible: panel.isIssued
        spacing: Theme.desk.px(8)

        ThemeText {
            text: Texts.t("counter_desk.ticket.tell_number")
            px: Theme.desk.body
            soft: true
        }

        ThemeText {
            text: panel.viewModel.ticketNo
            px: Theme.desk.px(120)
            strong: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            width: parent.width
            text: panel.viewModel.where
            px: Theme.desk.title
        }

        ThemeText {
            width: parent.width
            visible: text !== ""
            text: panel.viewModel.wait
            px: Theme.desk.title
        }

        ThemeText {
            width: parent.width
            text: panel.viewModel.paper
            px: Theme.desk.body
            soft: true
        }

        Row {
            spacing: Theme.desk.px(8)

            DeskButton {
                id: close

                visible: done.visible
                kind: "primary"
                text: Texts.t("counter_desk.ticket.close")
                key: "Esc"
                onClicked: panel.viewModel.close()
            }

            DeskButton {
                visible: done.visible && panel.viewModel.hasPrinter
                text: Texts.t("counter_desk.ticket.again")
                key: "Ctrl+P"
                onClicked: panel.viewModel.reprint()
            }
        }
    }
}
