pragma ComponentBehavior: Bound

import QtQuick

/*! A field of a desk: one line (PIN, phone, reason) or, with `lines` > 1, several. Tab leaves it. */
FocusScope {
    id: entry

    property string text: ""
    /*! What the field is, for screen readers and tests. */
    property string label: ""
    property string placeholder: ""
    property int lines: 1
    property int maximumLength: 2000
    /*! Dots instead of characters (PIN); one line only. */
    property bool secret: false
    property int px: Theme.desk.body

    signal edited(string text)
    signal accepted()
    /*! Backspace while nothing stands there (one line only). */
    signal backspaced()

    function clear(): void {
        entry.text = ""
    }

    /*! What is typed next replaces what stands there (one line only). */
    function selectAll(): void {
        const line = field.item as TextInput
        if (line !== null)
            line.selectAll()
    }

    // Qt takes the name from a field that hides its text, so its frame says it.
    Accessible.role: Accessible.EditableText
    Accessible.name: entry.label
    Accessible.ignored: !entry.secret

    implicitWidth: Theme.desk.px(240)
    implicitHeight: entry.lines > 1 ? Math.round(entry.px * 1.5 * entry.lines) + Theme.desk.pad : Theme.desk.button

    Rectangle {
        anchors.fill: parent
        radius: Theme.desk.radiusSmall
        color: Theme.surface
        border.width: entry.activeFocus ? Theme.desk.edgeStrong : Theme.desk.edge
        border.color: entry.activeFocus ? Theme.brand : Theme.edge
    }

    ThemeText {
        anchors.fill: field
        verticalAlignment: entry.lines > 1 ? Text.AlignTop : Text.AlignVCenter
        visible: entry.text === ""
        text: entry.placeholder
        px: entry.px
        soft: true
        Accessible.ignored: true
    }

    Loader {
        id: field

        anchors.fill: parent
        anchors.leftMargin: Theme.desk.px(10)
        anchors.rightMargin: Theme.desk.px(10)
        anchors.topMargin: entry.lines > 1 ? Theme.desk.px(7) : 0
        anchors.bottomMargin: entry.lines > 1 ? Theme.desk.px(7) : 0
        focus: true
        sourceComponent: entry.lines > 1 ? severalLines : oneLine
    }

    Component {
        id: oneLine

        TextInput {
            id: line

            focus: true
            clip: true
            activeFocusOnTab: true
            verticalAlignment: TextInput.AlignVCenter
            text: entry.text
            echoMode: entry.secret ? TextInput.Password : TextInput.Normal
            maximumLength: entry.maximumLength
            color: Theme.ink
            selectionColor: Theme.brandSoft
            selectedTextColor: Theme.ink
            selectByMouse: true
            font.family: Theme.family
            font.pixelSize: entry.px
            font.features: { "tnum": 1 }
            inputMethodHints: entry.secret ? Qt.ImhSensitiveData | Qt.ImhHiddenText : Qt.ImhNone

            Accessible.role: Accessible.EditableText
            Accessible.name: entry.label
            onTextEdited: {
                entry.text = line.text
                entry.edited(line.text)
            }
            onAccepted: entry.accepted()
            Keys.onPressed: event => {
                if (event.key === Qt.Key_Backspace && line.text === "")
                    entry.backspaced()
                event.accepted = false
            }
        }
    }

    Component {
        id: severalLines

        Flickable {
            id: page

            clip: true
            contentHeight: block.height
            boundsBehavior: Flickable.StopAtBounds

            TextEdit {
                id: block

                width: page.width
                height: Math.max(page.height, block.contentHeight)
                focus: true
                activeFocusOnTab: true
                text: entry.text
                color: Theme.ink
                selectionColor: Theme.brandSoft
                selectedTextColor: Theme.ink
                selectByMouse: true
                textFormat: TextEdit.PlainText
                wrapMode: TextEdit.Wrap
                font.family: Theme.family
                font.pixelSize: entry.px
                font.features: { "tnum": 1 }

                Accessible.role: Accessible.EditableText
                Accessible.name: entry.label
                Accessible.multiLine: true
                // A tab is never part of a reason; it leads on.
                Keys.onTabPressed: block.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                Keys.onBacktabPressed: block.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                onTextChanged: {
                    if (block.text === entry.text)
                        return
                    if (block.length > entry.maximumLength)
                        block.remove(entry.maximumLength, block.length)
                    entry.text = block.text
                    entry.edited(block.text)
                }
            }
        }
    }
}
