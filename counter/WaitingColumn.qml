pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! The left column: next and why, those I can take, those who did not come. */
Rectangle {
    id: column

    required property WaitingViewModel viewModel

    color: Theme.sunken

    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.edge
        color: Theme.line
    }

    Shortcut {
        enabled: column.visible
        sequence: "Ctrl+B"
        autoRepeat: false
        onActivated: sideList.focusFirst()
    }

    Shortcut {
        enabled: column.visible
        sequence: "Ctrl+R"
        autoRepeat: false
        onActivated: column.viewModel.acknowledgeFirst()
    }

    ColumnHead {
        id: nextHead

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.pad
        text: Texts.t("counter.waiting.next")
    }

    Card {
        id: next

        anchors.left: nextHead.left
        anchors.right: nextHead.right
        anchors.top: nextHead.bottom
        anchors.topMargin: Theme.desk.px(6)
        height: nextFace.implicitHeight
        selected: column.viewModel.hasNext

        WaitingLineFace {
            id: nextFace

            anchors.fill: parent
            visible: column.viewModel.hasNext
            ticketNo: column.viewModel.ticketNo
            words: column.viewModel.words
            group: column.viewModel.group
            priority: column.viewModel.priority
            appointment: column.viewModel.appointment
            here: column.viewModel.here
            leased: column.viewModel.leased
            waited: column.viewModel.waited
        }

        ThemeText {
            anchors.centerIn: parent
            visible: !column.viewModel.hasNext
            text: Texts.t("counter.waiting.nobody")
            px: Theme.desk.body
            soft: true
        }
    }

    ThemeText {
        id: why

        anchors.left: next.left
        anchors.leftMargin: Theme.desk.px(4)
        anchors.right: next.right
        anchors.top: next.bottom
        anchors.topMargin: Theme.desk.px(4)
        text: column.viewModel.why
        px: Theme.desk.small
        soft: true
    }

    ColumnHead {
        id: othersHead

        anchors.left: next.left
        anchors.right: next.right
        anchors.top: why.bottom
        anchors.topMargin: Theme.desk.px(12)
        text: Texts.t("counter.waiting.others")
        note: column.viewModel.othersCount
    }

    ListView {
        id: others

        anchors.left: next.left
        anchors.right: next.right
        anchors.top: othersHead.bottom
        anchors.topMargin: Theme.desk.px(6)
        anchors.bottom: sideList.top
        anchors.bottomMargin: Theme.desk.gap
        clip: true
        spacing: Theme.desk.px(7)
        boundsBehavior: Flickable.StopAtBounds
        model: column.viewModel.others

        delegate: WaitingLineDelegate {
            width: others.width
        }
    }

    ScrollMark {
        list: others
    }

    SideList {
        id: sideList

        anchors.left: next.left
        anchors.right: next.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.pad
        height: Math.min(sideList.contentHeight, column.height * 0.45)
        model: column.viewModel.side
        onActed: (kind, visitId) => column.viewModel.act(kind, visitId)
    }

    ScrollMark {
        list: sideList
    }
}
