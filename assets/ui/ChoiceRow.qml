import QtQuick
import QtQuick.Templates as T

/*! One answer over the whole width: pictogram left, word (and, where there is room, examples) beside it. */
T.AbstractButton {
    id: row

    property string picture: ""
    property string examples: ""
    property bool selected: false
    property bool dashed: false
    /*! The keypad's key that chooses it; 0: none. */
    property int number: 0
    property int px: Theme.kiosk.choice
    /*! The one big answer of a page, on the house's colour. */
    property bool dominant: false

    /*! Two in one line stand closer. */
    readonly property bool narrow: row.width < Theme.kiosk.px(600)
    readonly property color wordInk: row.dominant ? Theme.inkOnBrand : Theme.ink

    implicitWidth: Theme.kiosk.px(968)
    implicitHeight: Theme.kiosk.row
    focusPolicy: Qt.StrongFocus

    Accessible.role: Accessible.RadioButton
    Accessible.name: row.text
    Accessible.description: (row.number > 0 ? row.number + " " : "") + row.examples
    Accessible.selectable: true
    Accessible.selected: row.selected
    Keys.onReturnPressed: row.click()
    Keys.onEnterPressed: row.click()

    background: Item {
        ChoiceFace {
            anchors.fill: parent
            visible: !row.dominant
            selected: row.selected
            down: row.down
            dashed: row.dashed
            focused: row.visualFocus
        }

        Rectangle {
            anchors.fill: parent
            visible: row.dominant
            radius: Theme.kiosk.radius
            color: row.down ? Theme.brandDeep : Theme.brand

            FocusRing {
                visible: row.visualFocus
                radius: parent.radius + 2 * thickness
            }
        }
    }

    contentItem: Item {
        KeyNumber {
            number: row.number
            onBrand: row.dominant
        }

        Pictogram {
            id: drawing

            anchors.left: parent.left
            anchors.leftMargin: Theme.kiosk.px(row.narrow ? 40 : 56)
            anchors.verticalCenter: parent.verticalCenter
            visible: row.picture !== ""
            picture: row.picture
            size: row.dominant ? Theme.kiosk.px(150) : Theme.kiosk.pictogram
            ink: row.dominant ? Theme.inkOnBrand : Theme.brand
        }

        Column {
            anchors.left: drawing.visible ? drawing.right : parent.left
            anchors.leftMargin: Theme.kiosk.px(row.narrow ? 32 : 48)
            anchors.right: parent.right
            anchors.rightMargin: Theme.kiosk.px(row.narrow ? 20 : 32)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.kiosk.px(6)

            ThemeText {
                width: parent.width
                text: row.text
                px: row.px
                strong: true
                color: row.wordInk
                Accessible.ignored: true
            }

            ThemeText {
                width: parent.width
                visible: row.examples !== ""
                text: row.examples
                px: row.dominant ? Theme.kiosk.body : Theme.kiosk.small
                color: row.dominant ? Theme.inkOnBrandSoft : Theme.inkSoft
                Accessible.ignored: true
            }
        }
    }
}
