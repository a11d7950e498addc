import QtQuick
import assets.ui

/*! A small label over a value; number and unit are set apart by layout. */
Item {
    id: cell

    property string label: ""
    property string number: ""
    property string words: ""

    implicitHeight: lines.height
    Accessible.role: Accessible.StaticText
    Accessible.name: cell.label + cell.number + cell.words

    Column {
        id: lines

        width: parent.width
        spacing: Theme.kiosk.px(6)

        ThemeText {
            anchors.horizontalCenter: parent.horizontalCenter
            text: cell.label
            px: Theme.kiosk.px(Theme.largePrint ? 38 : 32)
            soft: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.kiosk.px(8)

            ThemeText {
                visible: text !== ""
                text: cell.number
                px: Theme.kiosk.px(Theme.largePrint ? 54 : 50)
                strong: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            ThemeText {
                text: cell.words
                px: Theme.kiosk.px(Theme.largePrint ? 54 : 50)
                strong: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
