pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter

/*! One field of the form by its kind: heading, line, several lines, searched, or chosen by digits. */
FocusScope {
    id: field

    required property string key
    required property string kind
    required property string label
    required property int span
    required property string text
    required property string hint
    required property string problem
    required property string note
    required property int lines
    required property var options
    required property var chosen
    required property bool isMany

    required property RegistrationViewModel viewModel
    required property real columnWidth

    readonly property real gap: Theme.desk.px(7)
    readonly property bool isWritten: field.kind === "line" || field.kind === "text"

    signal entered()
    signal searchWanted()

    width: Math.floor((field.columnWidth + field.gap) * field.span / 12 - field.gap)
    height: field.kind === "head" ? Theme.desk.px(24)
        : field.kind === "choice" ? part.implicitHeight
        : name.height + (field.kind === "text" ? Math.round(Theme.desk.body * 1.5 * field.lines) + Theme.desk.px(12) : Theme.desk.px(34))
    z: part.activeFocus ? 10 : 0

    function focusIt(): void {
        part.forceActiveFocus()
    }

    onTextChanged: field.fill()
    Component.onCompleted: field.fill()

    // What was typed here stands here already; only what came from elsewhere is put in.
    function fill(): void {
        const entry = part.item as DeskEntry
        if (entry !== null && entry.text !== field.text)
            entry.text = field.text
    }

    // The slash that finds the type, as a keyboard or a Chinese input method gives it, in a field with nothing else.
    function take(text: string): void {
        const entry = part.item as DeskEntry
        if (text !== "/" && text !== "\u3001") {
            field.viewModel.write(field.key, text)
        } else {
            entry.text = field.text
            field.searchWanted()
        }
    }

    FieldLabel {
        id: name

        anchors.left: parent.left
        anchors.right: parent.right
        visible: field.isWritten || field.kind === "search"
        label: field.label
        note: field.note
        problem: field.problem
    }

    Loader {
        id: part

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: name.visible ? name.bottom : parent.top
        anchors.bottom: parent.bottom
        focus: true
        sourceComponent: field.kind === "head" ? head : field.kind === "choice" ? choice : field.kind === "search" ? search : written
        onLoaded: field.fill()
    }

    Component {
        id: head

        ThemeText {
            text: field.label
            px: Theme.desk.body
            strong: true
            verticalAlignment: Text.AlignVCenter
        }
    }

    Component {
        id: written

        DeskEntry {
            focus: true
            label: field.label
            placeholder: field.hint
            lines: field.lines
            onEdited: text => field.take(text)
            onAccepted: field.entered()
            onActiveFocusChanged: if (!activeFocus) field.viewModel.leave()
        }
    }

    Component {
        id: search

        SearchField {
            focus: true
            label: field.label
            placeholder: field.hint
            chosenName: field.text
            viewModel: field.viewModel
            key: field.key
            onEntered: field.entered()
        }
    }

    Component {
        id: choice

        ChoiceField {
            focus: true
            label: field.label
            options: field.options
            chosen: field.chosen
            isMany: field.isMany
            onPicked: index => field.viewModel.choose(field.key, index)
            onEntered: field.entered()
        }
    }
}
