pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 经过, newest first: when, what in a sentence, who, and the text that was sealed. */
FocusScope {
    id: column

    required property CaseViewModel viewModel

    function scroll(step: real): void {
        const end = Math.max(list.originY, list.originY + list.contentHeight - list.height)
        list.contentY = Math.max(list.originY, Math.min(end, list.contentY + step))
    }

    Keys.onPressed: event => {
        event.accepted = true
        switch (event.key) {
        case Qt.Key_Down: column.scroll(Theme.desk.px(60)); break
        case Qt.Key_Up: column.scroll(-Theme.desk.px(60)); break
        case Qt.Key_PageDown: column.scroll(list.height * 0.9); break
        case Qt.Key_PageUp: column.scroll(-list.height * 0.9); break
        case Qt.Key_Home: list.positionViewAtBeginning(); break
        case Qt.Key_End: list.positionViewAtEnd(); break
        default: event.accepted = false
        }
    }

    Connections {
        target: column.viewModel

        function onShownAnew(): void {
            list.positionViewAtBeginning()
        }
    }

    ColumnHead {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.pad
        text: Texts.t("counter_casework.column.timeline")
        note: list.count > 0 ? list.count : ""
    }

    Card {
        anchors.left: head.left
        anchors.right: head.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(6)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(6)
        border.width: Theme.desk.edge
        border.color: column.activeFocus ? Theme.brand : Theme.line

        ListView {
            id: list

            anchors.fill: parent
            anchors.topMargin: Theme.desk.px(10)
            anchors.bottomMargin: Theme.desk.px(10)
            anchors.leftMargin: Theme.desk.px(16)
            anchors.rightMargin: Theme.desk.px(20)
            focus: true
            clip: true
            spacing: Theme.desk.px(2)
            boundsBehavior: Flickable.StopAtBounds
            model: column.viewModel.timeline

            delegate: TimelineLineDelegate {
                width: list.width
            }
        }

        ScrollMark {
            list: list
            visible: list.contentHeight > list.height + 1
        }
    }
}
