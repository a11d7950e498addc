import QtQuick
import QtQuick.VirtualKeyboard.Styles
import assets.ui

/*! One key: word or pictogram on a light ground; the answer to a touch is the key itself, in the same frame. */
KeyPanel {
    id: key

    property string word: ""
    property string picture: ""
    /*! Shift, symbols, backspace: keys that write nothing. */
    property bool working: false
    property bool strong: false

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.kiosk.px(5)
        radius: Theme.kiosk.px(12)
        color: key.control.pressed ? Theme.brand : key.working ? Theme.brandSoft : Theme.surface
        border.width: Math.max(1, Theme.kiosk.px(2))
        border.color: key.control.pressed ? Theme.brand : Theme.edge

        ThemeText {
            anchors.centerIn: parent
            visible: key.picture === ""
            text: key.word
            px: Theme.kiosk.px(key.working ? (Theme.largePrint ? 42 : 34) : (Theme.largePrint ? 56 : 44))
            strong: key.strong
            color: key.control.pressed ? Theme.inkOnBrand : key.control.enabled ? Theme.ink : Theme.inkSoft
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Pictogram {
            anchors.centerIn: parent
            visible: key.picture !== ""
            picture: key.picture
            size: Theme.kiosk.px(Theme.largePrint ? 64 : 52)
            ink: key.control.pressed ? Theme.inkOnBrand : Theme.ink
        }
    }
}
