pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! The middle column: the person in front of me, what can be done, and the matter or the rejection over it. */
FocusScope {
    id: column

    required property CounterViewModel counter

    readonly property ReceptionViewModel viewModel: column.counter.reception
    readonly property bool isWriting: column.counter.form.isOpen || column.counter.rejection.isOpen || column.counter.menu.isOpen || column.counter.ticket.isOpen || column.counter.appointment.isOpen

    onIsWritingChanged: if (!column.isWriting) column.forceActiveFocus()

    Keys.onDownPressed: card.scroll(Theme.desk.px(60))
    Keys.onUpPressed: card.scroll(-Theme.desk.px(60))

    // Alive with and without its button: pressed too early, it says why nobody is called.
    Shortcut {
        enabled: column.visible && !column.isWriting && !column.viewModel.canCallNext
        sequence: "F1"
        autoRepeat: false
        onActivated: column.viewModel.callNext()
    }

    Item {
        id: title

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.margin
        anchors.topMargin: Theme.desk.px(14)
        height: Theme.desk.px(42)

        ThemeText {
            id: ticket

            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            text: column.viewModel.ticketNo !== "" ? column.viewModel.ticketNo
                : column.viewModel.status !== "" ? column.viewModel.status : Texts.t("counter.desk.free")
            px: Theme.desk.number
            strong: true
            soft: column.viewModel.ticketNo === ""
            wrapMode: Text.NoWrap
        }

        Row {
            anchors.left: ticket.right
            anchors.leftMargin: Theme.desk.px(16)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.desk.px(10)
            visible: column.viewModel.ticketNo !== ""

            Chip {
                text: column.viewModel.status
            }

            Chip {
                text: column.viewModel.words
            }

            Chip {
                visible: column.viewModel.group !== ""
                text: column.viewModel.group
            }

            Chip {
                visible: column.viewModel.priority !== ""
                text: column.viewModel.priority
                tone: "outline"
            }

            Chip {
                visible: column.viewModel.appointment !== ""
                text: column.viewModel.appointment
                tone: "outline"
            }

            Chip {
                visible: column.viewModel.leased
                text: Texts.t("counter.waiting.leased")
                tone: "outline"
            }

            Chip {
                visible: column.viewModel.stateWord !== ""
                text: column.viewModel.stateWord
                tone: "outline"
            }
        }
    }

    ActionBar {
        id: actions

        anchors.left: title.left
        anchors.right: title.right
        anchors.top: title.bottom
        anchors.topMargin: Theme.desk.px(6)
        visible: !column.isWriting
        height: visible ? Theme.desk.button : 0
        counter: column.counter
    }

    SaidLine {
        id: said

        anchors.left: title.left
        anchors.right: title.right
        anchors.top: actions.bottom
        anchors.topMargin: said.visible ? Theme.desk.px(10) : 0
        text: column.viewModel.said
    }

    Item {
        id: body

        anchors.left: title.left
        anchors.right: title.right
        anchors.top: said.bottom
        anchors.topMargin: column.isWriting ? 0 : Theme.desk.px(14)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(14)

        Card {
            anchors.left: parent.left
            anchors.right: parent.right
            visible: !column.isWriting && !column.viewModel.hasMatter
            height: words.height + 2 * Theme.desk.margin

            Column {
                id: words

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: Theme.desk.margin
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.desk.px(8)

                ThemeText {
                    width: parent.width
                    text: column.viewModel.hint
                    px: Theme.desk.body
                    lineHeight: 1.25
                }

                ThemeText {
                    width: parent.width
                    visible: column.viewModel.order !== ""
                    text: column.viewModel.order
                    px: Theme.desk.small
                    soft: true
                }
            }
        }

        MatterCard {
            id: card

            anchors.left: parent.left
            anchors.right: parent.right
            visible: !column.isWriting && column.viewModel.hasMatter
            height: Math.min(implicitHeight, body.height)
            viewModel: column.viewModel
        }

        Loader {
            anchors.fill: parent
            active: column.counter.menu.isOpen
            sourceComponent: FocusScope {
                id: room

                MenuPanel {
                    width: room.width
                    height: Math.min(implicitHeight, room.height)
                    viewModel: column.counter.menu
                }
            }
        }

        // New fields for every ticket and rejection: nothing of the last visitor is left in them, not even to undo.
        Loader {
            anchors.fill: parent
            active: column.counter.ticket.isOpen
            sourceComponent: TicketPanel {
                viewModel: column.counter.ticket
            }
        }

        Loader {
            anchors.fill: parent
            active: column.counter.appointment.isOpen
            sourceComponent: AppointmentPanel {
                viewModel: column.counter.appointment
            }
        }

        Loader {
            anchors.fill: parent
            active: column.counter.rejection.isOpen
            sourceComponent: RejectPanel {
                viewModel: column.counter.rejection
            }
        }
    }
}
