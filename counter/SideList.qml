pragma ComponentBehavior: Bound

import QtQuick
import assets.ui

/*! Handed to me, on hold, handed on, called and not there. Ctrl+B goes to the first, arrows move, Enter does what the line says. */
ListView {
    id: list

    signal acted(string kind, string visitId)

    clip: true
    spacing: Theme.desk.px(6)
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    activeFocusOnTab: true
    enabled: list.count > 0

    function focusFirst(): void {
        if (list.count > 0) {
            list.currentIndex = 0
            list.forceActiveFocus()
        }
    }

    delegate: Item {
        id: line

        required property int index
        required property string visitId
        required property string kind
        required property string ticketNo
        required property string words
        required property string note
        required property string action
        required property string actionNamed
        required property string key
        required property string head

        width: list.width
        height: card.height + (line.head === "" ? 0 : head.height + Theme.desk.px(6))

        Keys.onReturnPressed: list.acted(line.kind, line.visitId)
        Keys.onEnterPressed: list.acted(line.kind, line.visitId)

        ColumnHead {
            id: head

            width: parent.width
            visible: line.head !== ""
            text: line.head
            key: line.key !== "" ? line.key : line.index === 0 ? "Ctrl+B" : ""
        }

        Card {
            id: card

            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.desk.row
            selected: list.activeFocus && line.ListView.isCurrentItem

            ThemeText {
                id: ticket

                anchors.left: parent.left
                anchors.leftMargin: Theme.desk.px(12)
                anchors.verticalCenter: parent.verticalCenter
                text: line.ticketNo
                px: Theme.desk.strong
                strong: true
                wrapMode: Text.NoWrap
            }

            Column {
                anchors.left: ticket.right
                anchors.leftMargin: Theme.desk.px(9)
                anchors.right: act.left
                anchors.rightMargin: Theme.desk.px(4)
                anchors.verticalCenter: parent.verticalCenter

                ThemeText {
                    width: parent.width
                    text: line.words
                    px: Theme.desk.small
                    wrapMode: line.note === "" ? Text.Wrap : Text.NoWrap
                }

                ThemeText {
                    visible: line.note !== ""
                    text: line.note
                    px: Theme.desk.tiny
                    soft: true
                    wrapMode: Text.NoWrap
                }
            }

            DeskButton {
                id: act

                anchors.right: parent.right
                anchors.rightMargin: Theme.desk.px(6)
                anchors.verticalCenter: parent.verticalCenter
                height: Theme.desk.px(32)
                focusPolicy: Qt.NoFocus
                text: line.action
                Accessible.name: line.actionNamed
                onClicked: list.acted(line.kind, line.visitId)
            }
        }
    }
}
