pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! A menu in place of the card: the keys on the lines choose, arrows and Enter too, Esc goes back. */
Card {
    id: panel

    required property MenuViewModel viewModel

    implicitHeight: head.height + list.contentHeight + foot.height + 2 * Theme.desk.pad + 2 * Theme.desk.px(10)

    Component.onCompleted: keys.forceActiveFocus()

    FocusScope {
        id: keys

        anchors.fill: parent
        focus: true

        Accessible.role: Accessible.PopupMenu
        Accessible.name: panel.viewModel.title

        Keys.onUpPressed: panel.viewModel.move(-1)
        Keys.onDownPressed: panel.viewModel.move(1)
        Keys.onReturnPressed: panel.viewModel.confirm()
        Keys.onEnterPressed: panel.viewModel.confirm()
        Keys.onPressed: event => {
            if (event.key === Qt.Key_Backspace) {
                panel.viewModel.erase()
                event.accepted = true
            } else if (event.text !== "" && !event.isAutoRepeat) {
                panel.viewModel.press(event.text)
                event.accepted = true
            }
        }
    }

    Column {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.margin
        anchors.topMargin: Theme.desk.pad
        spacing: Theme.desk.px(2)

        ThemeText {
            width: parent.width
            text: panel.viewModel.title
            px: Theme.desk.strong
            strong: true
        }

        ThemeText {
            width: parent.width
            text: panel.viewModel.hint
            px: Theme.desk.small
            soft: true
        }

        ThemeText {
            visible: panel.viewModel.narrows
            text: panel.viewModel.typed === "" ? Texts.t("counter_desk.menu.typed_none") : panel.viewModel.typed
            px: Theme.desk.number
            strong: true
            soft: panel.viewModel.typed === ""
        }
    }

    ListView {
        id: list

        anchors.left: head.left
        anchors.right: head.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(10)
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.desk.px(10)
        clip: true
        spacing: Theme.desk.px(4)
        boundsBehavior: Flickable.StopAtBounds
        currentIndex: panel.viewModel.marked
        highlightMoveDuration: 0
        model: panel.viewModel.lines

        delegate: MenuLineDelegate {
            width: list.width
            onTapped: panel.viewModel.take(index)
        }
    }

    ScrollMark {
        list: list
    }

    Item {
        id: foot

        anchors.left: head.left
        anchors.right: head.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.pad
        height: Theme.desk.button

        DeskButton {
            focusPolicy: Qt.NoFocus
            text: Texts.t("counter_desk.menu.back")
            key: "Esc"
            onClicked: panel.viewModel.back()
        }
    }
}
