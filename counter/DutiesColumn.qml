pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! The right column: deadlines, worst first, and what needs a person. */
Rectangle {
    id: column

    required property DutiesViewModel viewModel

    color: Theme.sunken

    Rectangle {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.edge
        color: Theme.line
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

    ListView {
        id: due

        anchors.left: dueHead.left
        anchors.right: dueHead.right
        anchors.top: dueHead.bottom
        anchors.topMargin: Theme.desk.px(6)
        anchors.bottom: noticeHead.top
        anchors.bottomMargin: Theme.desk.gap
        clip: true
        spacing: Theme.desk.px(7)
        boundsBehavior: Flickable.StopAtBounds
        reuseItems: true
        model: column.viewModel.due

        delegate: DueLineDelegate {
            width: due.width
        }
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
