pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import "../registration"
import counter

/*! One field of an act's form by its kind: chosen by digits, searched, units, a line, several lines. */
FocusScope {
    id: field

    required property string key
    required property string kind
    required property string label
    required property string text
    required property string hint
    required property string problem
    required property int lines
    required property var options
    required property var notes
    required property int chosen

    required property ActFormViewModel viewModel

    signal entered()
    signal shown()

    implicitHeight: name.height + Theme.desk.px(3) + part.height
    height: implicitHeight

    function focusIt(): void {
        part.forceActiveFocus()
    }

    onActiveFocusChanged: if (field.activeFocus) field.come()
    onTextChanged: field.fill()
    onHeightChanged: if (field.activeFocus) field.shown()

    // Who comes to a line by a key writes over what stands in it.
    function come(): void {
        const entry = part.item as DeskEntry
        if (entry !== null)
            entry.selectAll()
        field.shown()
    }

    // What was typed here stands here already; only what came from elsewhere is put in.
    function fill(): void {
        const entry = part.item as DeskEntry
        if (entry !== null && entry.text !== field.text)
            entry.text = field.text
    }

    // A line has told of its Enter already, and the form behind must not hear it once more.
    Keys.onPressed: event => {
        event.accepted = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
        if (event.accepted && event.modifiers & Qt.ControlModifier)
            field.entered()
    }

    FieldLabel {
        id: name

        anchors.left: parent.left
        anchors.right: parent.right
        label: field.label
        problem: field.problem
    }

    Loader {
        id: part

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: name.bottom
        anchors.topMargin: Theme.desk.px(3)
        focus: true
        sourceComponent: field.kind === "choice" ? choice : field.kind === "search" || field.kind === "units" ? search : written
        onLoaded: field.fill()
    }

    Component {
        id: written

        DeskEntry {
            focus: true
            label: field.label
            placeholder: field.hint
            lines: field.kind === "text" ? field.lines : 1
            onEdited: text => field.viewModel.write(field.key, text)
            onAccepted: field.entered()
        }
    }

    Component {
        id: search

        ActSearch {
            focus: true
            label: field.label
            placeholder: field.hint
            chosenName: field.kind === "search" ? field.text : ""
            taken: field.kind === "units" ? field.options : []
            isMany: field.kind === "units"
            viewModel: field.viewModel
            key: field.key
            onEntered: field.entered()
        }
    }

    Component {
        id: choice

        ActChoice {
            focus: true
            label: field.label
            options: field.options
            notes: field.notes
            chosen: field.chosen
            onPicked: index => field.viewModel.choose(field.key, index)
            onEntered: field.entered()
        }
    }
}
