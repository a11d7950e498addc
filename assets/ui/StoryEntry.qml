import QtQuick

/*! Many lines for what happened, in the citizen's own words. Like TextEntry: nothing learnt, no menu. */
FocusScope {
    id: entry

    property alias text: input.text
    property string label: ""
    property string placeholder: ""
    /*! Characters at most; what is typed beyond is not taken. */
    property int maximumLength: 2000
    property int px: Theme.kiosk.body

    signal edited(string text)

    function clear(): void {
        input.clear()
    }

    /*! Go on writing behind what stands there already. */
    function toEnd(): void {
        input.cursorPosition = input.length
    }

    implicitWidth: Theme.kiosk.px(968)
    implicitHeight: Theme.kiosk.px(420)

    Rectangle {
        anchors.fill: parent
        radius: Theme.kiosk.radiusSmall
        color: Theme.surface
        border.width: input.activeFocus ? Theme.kiosk.edgeStrong : Theme.kiosk.edge
        border.color: input.activeFocus ? Theme.brand : Theme.edge
    }

    ThemeText {
        anchors.fill: page
        visible: input.text === "" && input.preeditText === ""
        text: entry.placeholder
        px: Theme.kiosk.body
        soft: true
        Accessible.ignored: true
    }

    Flickable {
        id: page

        anchors.fill: parent
        anchors.margins: Theme.kiosk.grid
        clip: true
        contentWidth: page.width
        contentHeight: input.height
        boundsBehavior: Flickable.StopAtBounds

        TextEdit {
            id: input

            width: page.width
            height: Math.max(page.height, input.contentHeight)
            focus: true
            color: Theme.ink
            selectionColor: Theme.brandSoft
            selectedTextColor: Theme.ink
            selectByMouse: false
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            font.family: Theme.family
            font.pixelSize: entry.px
            font.features: { "tnum": 1 }
            inputMethodHints: Qt.ImhSensitiveData | Qt.ImhMultiLine
            activeFocusOnTab: true

            Accessible.role: Accessible.EditableText
            Accessible.name: entry.label
            Accessible.multiLine: true
            onTextChanged: {
                if (input.length > entry.maximumLength)
                    input.remove(entry.maximumLength, input.length)
                entry.edited(input.text)
            }
            onCursorRectangleChanged: {
                const caret = input.cursorRectangle
                if (caret.y < page.contentY)
                    page.contentY = caret.y
                else if (caret.y + caret.height > page.contentY + page.height)
                    page.contentY = caret.y + caret.height - page.height
            }
        }
    }
}
