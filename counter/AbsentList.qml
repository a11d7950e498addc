pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import screenkit

/*! 叫过没到: each can come back into line. Ctrl+B goes to the first, arrows move, Enter brings back. */
ListView {
    id: list

    signal broughtBack(string visitId)

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

    delegate: Card {
        id: line

        required property int index
        required property string visitId
        required property string ticketNo
        required property string calledAt

        width: list.width
        height: Theme.desk.px(40)
        selected: list.activeFocus && ListView.isCurrentItem

        Keys.onReturnPressed: list.broughtBack(line.visitId)
        Keys.onEnterPressed: list.broughtBack(line.visitId)

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

        ThemeText {
            anchors.left: ticket.right
            anchors.leftMargin: Theme.desk.px(8)
            anchors.verticalCenter: parent.verticalCenter
            text: line.calledAt
            px: Theme.desk.small
            soft: true
            wrapMode: Text.NoWrap
        }

        DeskButton {
            anchors.right: parent.right
            anchors.rightMargin: Theme.desk.px(5)
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.desk.px(30)
            focusPolicy: Qt.NoFocus
            text: Texts.t("counter.absent.bring_back")
            Accessible.name: Texts.say("counter.absent.bring_back_named", { ticket_no: line.ticketNo })
            onClicked: list.broughtBack(line.visitId)
        }
    }
}
