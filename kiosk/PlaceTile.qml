import QtQuick
import QtQuick.Templates as T
import assets.ui

/*! One place among many: a name that may need two lines. */
T.AbstractButton {
    id: tile

    property bool selected: false
    property bool dashed: false
    /*! The keypad's key that chooses it; 0: none. */
    property int number: 0
    property int px: Theme.kiosk.body

    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.RadioButton
    Accessible.name: tile.text
    Accessible.description: tile.number > 0 ? tile.number : ""
    Accessible.selectable: true
    Accessible.selected: tile.selected
    Keys.onReturnPressed: tile.click()
    Keys.onEnterPressed: tile.click()

    background: ChoiceFace {
        selected: tile.selected
        down: tile.down
        dashed: tile.dashed
        focused: tile.visualFocus
    }

    contentItem: Item {
        KeyNumber {
            number: tile.number
        }

        ThemeText {
            anchors.centerIn: parent
            // A name that needs two lines gets two of the same length, not one character in the second.
            readonly property real room: tile.width - 2 * Theme.kiosk.px(18)
            readonly property int lines: Math.ceil(tile.text.length * tile.px / room)

            width: lines > 1 ? Math.min(room, Math.ceil(tile.text.length / lines) * tile.px * 1.02) : room
            horizontalAlignment: Text.AlignHCenter
            text: tile.text
            px: tile.px
            strong: true
            Accessible.ignored: true
        }
    }
}
