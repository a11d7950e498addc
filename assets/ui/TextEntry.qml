import QtQuick

/*! One line for a citizen's words. Nothing is learnt, there is no menu, nothing can be dragged or pasted by
    finger; make a new one for every citizen. `text` is read, `clear()` empties. */
FocusScope {
    id: entry

    property alias text: input.text
    property alias maximumLength: input.maximumLength
    /*! What the field is, for screen readers and tests. */
    property string label: ""
    property string placeholder: ""
    property int px: Theme.kiosk.choice

    signal edited(string text)
    signal accepted()

    function clear(): void {
        input.clear()
    }

    /*! Write for the citizen, at the caret, as far as there is room; it counts as edited. */
    function insert(words: string): void {
        if (input.length + words.length > input.maximumLength)
            return
        input.insert(input.cursorPosition, words)
        entry.edited(input.text)
    }

    implicitWidth: Theme.kiosk.px(968)
    implicitHeight: Theme.kiosk.entry

    Rectangle {
        anchors.fill: parent
        radius: Theme.kiosk.radiusSmall
        color: Theme.surface
        border.width: input.activeFocus ? Theme.kiosk.edgeStrong : Theme.kiosk.edge
        border.color: input.activeFocus ? Theme.brand : Theme.edge
    }

    ThemeText {
        anchors.fill: input
        verticalAlignment: Text.AlignVCenter
        visible: input.text === "" && input.preeditText === ""
        text: entry.placeholder
        px: Theme.kiosk.body
        soft: true
        Accessible.ignored: true
    }

    TextInput {
        id: input

        anchors.fill: parent
        anchors.leftMargin: Theme.kiosk.grid
        anchors.rightMargin: Theme.kiosk.grid
        focus: true
        clip: true
        verticalAlignment: TextInput.AlignVCenter
        color: Theme.ink
        selectionColor: Theme.brandSoft
        selectedTextColor: Theme.ink
        selectByMouse: false
        font.family: Theme.family
        font.pixelSize: entry.px
        font.features: { "tnum": 1 }
        maximumLength: 60
        // Sensitive: the Pinyin keyboard does not learn (pitfalls.md §7). Not ImhNoPredictiveText: that ends Pinyin.
        inputMethodHints: Qt.ImhSensitiveData
        activeFocusOnTab: true

        Accessible.role: Accessible.EditableText
        Accessible.name: entry.label
        onTextEdited: entry.edited(input.text)
        onAccepted: entry.accepted()
    }
}
