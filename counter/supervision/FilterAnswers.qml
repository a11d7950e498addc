pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! The answers of an open filter with how many lines each has: a digit takes one, arrows and Enter as well. */
FocusScope {
    id: view

    required property FiltersViewModel viewModel

    ColumnHead {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.px(10)
        text: view.viewModel.title
        note: Texts.t("counter_supervision.filter.hint")
    }

    ListView {
        id: list

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.pad
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(6)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(6)
        focus: true
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        model: view.viewModel.answers
        onCountChanged: list.currentIndex = 0

        Keys.onPressed: event => {
            if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
                return
            event.accepted = true
            if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
                view.viewModel.take(list.currentIndex)
            else if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9)
                view.viewModel.take(event.key - Qt.Key_0)
            else
                event.accepted = false
        }

        delegate: Rectangle {
            id: answer

            required property int index
            required property string name
            required property string count
            required property string key
            required property bool isChosen

            width: list.width
            height: Math.max(Theme.desk.px(38), words.height + 2 * Theme.desk.px(7))
            color: ListView.isCurrentItem ? Theme.brandSoft : Theme.none

            Accessible.role: Accessible.RadioButton
            Accessible.name: answer.name
            Accessible.checked: answer.isChosen

            KeyHint {
                id: cap

                x: Theme.desk.px(12)
                anchors.verticalCenter: parent.verticalCenter
                visible: answer.key !== ""
                key: answer.key
            }

            ThemeText {
                id: words

                x: Theme.desk.px(44)
                anchors.verticalCenter: parent.verticalCenter
                width: number.x - x - Theme.desk.px(8)
                text: answer.name
                px: Theme.desk.body
                strong: answer.isChosen
                Accessible.ignored: true
            }

            ThemeText {
                id: number

                anchors.right: parent.right
                anchors.rightMargin: Theme.desk.px(10)
                anchors.verticalCenter: parent.verticalCenter
                text: answer.count
                px: Theme.desk.body
                soft: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            TapHandler {
                onTapped: view.viewModel.take(answer.index)
            }
        }
    }

    ScrollMark {
        list: list
    }
}
