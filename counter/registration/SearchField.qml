pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! A field that is chosen by a few characters: they narrow the answers, arrows choose, Enter takes one.
    What is typed and not taken is put back to what was chosen. */
FocusScope {
    id: entry

    property string label: ""
    property string placeholder: ""
    property string chosenName: ""
    property RegistrationViewModel viewModel
    property string key: ""
    property bool isListOpen: false

    signal entered()

    function selectAll(): void {
        words.selectAll()
    }

    onChosenNameChanged: if (!entry.isListOpen) words.text = entry.chosenName
    Component.onCompleted: words.text = entry.chosenName

    onActiveFocusChanged: {
        if (entry.activeFocus) {
            words.selectAll()
            return
        }
        entry.isListOpen = false
        if (words.text === "" && entry.chosenName !== "")
            entry.viewModel.take(entry.key, "")
        else
            words.text = entry.chosenName
    }

    Keys.onDownPressed: {
        if (entry.isListOpen)
            list.incrementCurrentIndex()
        else
            entry.openList("")
    }
    Keys.onUpPressed: list.decrementCurrentIndex()
    // Esc closes the list first; only then does it mean the form.
    Keys.onShortcutOverride: event => event.accepted = entry.isListOpen && event.key === Qt.Key_Escape
    Keys.onEscapePressed: event => {
        event.accepted = entry.isListOpen
        entry.isListOpen = false
        words.text = entry.chosenName
    }

    DeskEntry {
        id: words

        anchors.fill: parent
        focus: true
        label: entry.label
        placeholder: entry.placeholder
        maximumLength: 30
        onEdited: text => entry.openList(text)
        onAccepted: entry.takeCurrent()
    }

    TapHandler {
        onTapped: entry.openList("")
    }

    Rectangle {
        anchors.top: words.bottom
        anchors.topMargin: Theme.desk.px(2)
        width: Math.max(words.width, Theme.desk.px(300))
        height: Math.max(1, list.count) * Theme.desk.px(32) + 2 * Theme.desk.px(4)
        visible: entry.isListOpen
        z: 10
        radius: Theme.desk.radiusSmall
        color: Theme.surface
        border.width: Theme.desk.edgeStrong
        border.color: Theme.brand

        ThemeText {
            anchors.left: parent.left
            anchors.leftMargin: Theme.desk.px(10)
            anchors.verticalCenter: parent.verticalCenter
            visible: list.count === 0
            text: Texts.t("registration.page.nothing_found")
            px: Theme.desk.body
            soft: true
        }

        ListView {
            id: list

            anchors.fill: parent
            anchors.margins: Theme.desk.px(4)
            interactive: false
            model: entry.isListOpen ? entry.viewModel.options : null

            delegate: SearchOption {
                width: list.width
                onTapped: entry.take(code, name)
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
        const option = list.currentItem as SearchOption
        if (entry.isListOpen && option !== null)
            entry.take(option.code, option.name)
        else
            entry.entered()
    }

    function take(code: string, name: string): void {
        entry.isListOpen = false
        words.text = name
        entry.viewModel.take(entry.key, code)
        entry.entered()
    }
}
