pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import screenkit

/*! A field that is chosen, not written: a few characters narrow the answers, arrows choose, Enter takes one.
    What is typed and not taken is put back to what was chosen. */
FocusScope {
    id: entry

    property string label: ""
    property string placeholder: ""
    property string chosenName: ""
    property alias options: list.model
    property bool isListOpen: false

    signal searched(string words)
    signal chosen(string code)

    Component.onCompleted: words.text = entry.chosenName

    onActiveFocusChanged: {
        if (entry.activeFocus) {
            words.selectAll()
            return
        }
        entry.isListOpen = false
        if (words.text === "")
            entry.take("", "")
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
        width: words.width
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
            text: Texts.t("counter.form.nothing_found")
            px: Theme.desk.body
            soft: true
        }

        ListView {
            id: list

            anchors.fill: parent
            anchors.margins: Theme.desk.px(4)
            interactive: false

            delegate: ChoiceOption {
                width: list.width
                onTapped: entry.take(code, name)
            }
        }
    }

    function openList(search: string): void {
        entry.searched(search)
        entry.isListOpen = true
        list.forceLayout()
        list.currentIndex = Math.max(0, entry.indexOfChosen())
    }

    function indexOfChosen(): int {
        for (let index = 0; index < list.count; ++index) {
            const option = list.itemAtIndex(index) as ChoiceOption
            if (option !== null && option.name === entry.chosenName)
                return index
        }
        return -1
    }

    function takeCurrent(): void {
        const option = list.currentItem as ChoiceOption
        if (entry.isListOpen && option !== null)
            entry.take(option.code, option.name)
    }

    function take(code: string, name: string): void {
        entry.isListOpen = false
        words.text = name
        entry.chosen(code)
        entry.chosenName = name
    }
}
