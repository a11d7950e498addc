pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! The right column: deadlines, worst first, and what needs a person. */
Rectangle {
    id: column

    required property DutiesViewModel viewModel

    /*! A case of the list was asked for: Ctrl+D goes there, arrows move, Enter opens. */
    signal opened(string caseId)

    Shortcut {
        enabled: column.visible && due.count > 0
        sequence: "Ctrl+D"
        autoRepeat: false
        onActivated: {
            due.currentIndex = Math.max(0, due.currentIndex)
            due.forceActiveFocus()
        }
    }

    color: Theme.sunken

    Rectangle {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.edge
        color: Theme.line
    }

    // Whole rows only, and what scrolls is covered at both ends: the software renderer does not clip shapes.
    ListView {
        id: due

        readonly property real room: noticeHead.y - Theme.desk.gap - due.y
        readonly property real pitch: Theme.desk.px(56) + due.spacing

        anchors.left: dueHead.left
        anchors.right: dueHead.right
        anchors.top: dueHead.bottom
        anchors.topMargin: Theme.desk.px(6)
        height: Math.max(1, Math.floor((due.room + due.spacing) / due.pitch)) * due.pitch - due.spacing
        clip: true
        spacing: Theme.desk.px(7)
        boundsBehavior: Flickable.StopAtBounds
        snapMode: ListView.SnapToItem
        reuseItems: true
        keyNavigationEnabled: true
        highlightMoveDuration: 0
        highlightResizeDuration: 0
        model: column.viewModel.due

        Keys.onReturnPressed: column.opened((due.currentItem as DueLineDelegate).caseId)
        Keys.onEnterPressed: column.opened((due.currentItem as DueLineDelegate).caseId)

        delegate: DueLineDelegate {
            width: due.width
            onPressed: {
                due.currentIndex = index
                column.opened(caseId)
            }
        }
    }

    Rectangle {
        anchors.left: due.left
        anchors.right: due.right
        anchors.top: parent.top
        anchors.bottom: due.top
        color: column.color
    }

    Rectangle {
        anchors.left: due.left
        anchors.right: due.right
        anchors.top: due.bottom
        anchors.bottom: parent.bottom
        color: column.color
    }

    ColumnHead {
        id: dueHead

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.pad
        text: Texts.t("counter.due.title")
        note: column.viewModel.all
    }

    ScrollMark {
        list: due
    }

    ThemeText {
        anchors.horizontalCenter: due.horizontalCenter
        anchors.top: due.top
        anchors.topMargin: Theme.desk.px(14)
        visible: due.count === 0
        text: Texts.t("counter.due.none")
        px: Theme.desk.body
        soft: true
    }

    ColumnHead {
        id: noticeHead

        anchors.left: dueHead.left
        anchors.right: dueHead.right
        anchors.bottom: notices.top
        anchors.bottomMargin: Theme.desk.px(6)
        text: Texts.t("counter.notice.title")
        note: notices.count === 0 ? Texts.t("counter.notice.none") : notices.count
    }

    ListView {
        id: notices

        anchors.left: dueHead.left
        anchors.right: dueHead.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.pad
        height: Math.min(notices.contentHeight, column.height * 0.42)
        clip: true
        spacing: Theme.desk.px(7)
        boundsBehavior: Flickable.StopAtBounds
        model: column.viewModel.notices

        delegate: NoticeLineDelegate {
            width: notices.width
            onAcknowledged: noticeId => column.viewModel.acknowledge(noticeId)
        }
    }

    ScrollMark {
        list: notices
    }
}
