pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! What is found by a few characters, one or several: the answers open below, arrows choose, Enter takes one. Where
    several are taken, Backspace in the empty field gives the last one back. */
FocusScope {
    id: entry

    property string label: ""
    property string placeholder: ""
    property string chosenName: ""
    property var taken: []
    property bool isMany: false
    property string key: ""
    property ActFormViewModel viewModel

    property bool isListOpen: false

    signal entered()

    implicitHeight: chips.height + words.height + (entry.isListOpen ? answers.height + Theme.desk.px(4) : 0)

    onChosenNameChanged: if (!entry.isListOpen) words.text = entry.chosenName
    Component.onCompleted: words.text = entry.chosenName

    onActiveFocusChanged: {
        if (entry.activeFocus) {
            words.selectAll()
            return
        }
        entry.isListOpen = false
        words.text = entry.chosenName
    }

    Keys.onPressed: event => {
        event.accepted = true
        if (event.key === Qt.Key_Down && entry.isListOpen)
            list.incrementCurrentIndex()
        else if (event.key === Qt.Key_Down)
            entry.openList("")
        else if (event.key === Qt.Key_Up)
            list.decrementCurrentIndex()
        else if (event.key === Qt.Key_Escape && entry.isListOpen) {
            entry.isListOpen = false
            words.text = entry.chosenName
        } else
            event.accepted = false
    }

    Column {
        id: chips

        width: parent.width
        spacing: Theme.desk.px(3)
        bottomPadding: entry.taken.length > 0 ? Theme.desk.px(5) : 0

        Repeater {
            model: entry.taken

            Rectangle {
                id: unit

                required property string modelData

                width: chips.width
                height: name.height + 2 * Theme.desk.px(5)
                radius: Theme.desk.radiusSmall
                color: Theme.brandSoft

                ThemeText {
                    id: name

                    x: Theme.desk.px(10)
                    y: Theme.desk.px(5)
                    width: parent.width - 2 * x
                    text: unit.modelData
                    px: Theme.desk.px(14)
                }
            }
        }
    }

    DeskEntry {
        id: words

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: chips.bottom
        focus: true
        label: entry.label
        placeholder: entry.placeholder
        maximumLength: 30
        onEdited: text => entry.openList(text)
        onAccepted: entry.takeCurrent()
        onBackspaced: if (entry.isMany) entry.viewModel.drop(entry.key)
    }

    Rectangle {
        id: answers

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: words.bottom
        anchors.topMargin: Theme.desk.px(4)
        height: Math.max(Theme.desk.px(32), list.contentHeight) + 2 * Theme.desk.px(4)
        visible: entry.isListOpen
        radius: Theme.desk.radiusSmall
        color: Theme.surface
        border.width: Theme.desk.edgeStrong
        border.color: Theme.brand

        ThemeText {
            anchors.left: parent.left
            anchors.leftMargin: Theme.desk.px(10)
            anchors.verticalCenter: parent.verticalCenter
            visible: list.count === 0
            text: Texts.t("counter_casework.form.nothing_found")
            px: Theme.desk.body
            soft: true
        }

        ListView {
            id: list

            anchors.fill: parent
            anchors.margins: Theme.desk.px(4)
            interactive: false
            model: entry.isListOpen ? entry.viewModel.found : null

            delegate: FoundLine {
                width: list.width
                onTapped: entry.take(code)
            }
        }
    }

    function openList(search: string): void {
        entry.viewModel.search(entry.key, search)
        entry.isListOpen = true
        list.forceLayout()
        list.currentIndex = 0
    }

    function takeCurrent(): void {
        const found = list.currentItem as FoundLine
        if (entry.isListOpen && found !== null)
            entry.take(found.code)
        else
            entry.entered()
    }

    function take(code: string): void {
        entry.isListOpen = false
        entry.viewModel.take(entry.key, code)
        words.text = entry.chosenName
        words.forceActiveFocus()
    }
}
