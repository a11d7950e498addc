import QtQuick
import QtQuick.Templates as T

/*! One answer among many: pictogram, word, examples. `dashed` for 「说不清楚」. */
T.AbstractButton {
    id: tile

    property string picture: ""
    property string examples: ""
    property bool selected: false
    property bool dashed: false
    /*! The keypad's key that chooses it; 0: none. */
    property int number: 0

    implicitWidth: Theme.kiosk.px(306)
    implicitHeight: Theme.kiosk.tile
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.RadioButton
    Accessible.name: tile.text
    Accessible.description: (tile.number > 0 ? tile.number + " " : "") + tile.examples
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

        Column {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.kiosk.px(16)
            spacing: Theme.kiosk.px(8)

            Pictogram {
                anchors.horizontalCenter: parent.horizontalCenter
                picture: tile.picture
            }

            ThemeText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: tile.text
                px: Theme.kiosk.choice
                strong: true
                Accessible.ignored: true
            }

            ThemeText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                visible: tile.examples !== ""
                text: tile.examples
                px: Theme.kiosk.small
                soft: true
                Accessible.ignored: true
            }
        }
    }
}
