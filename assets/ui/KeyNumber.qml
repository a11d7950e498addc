import QtQuick

/*! The key of the keypad that chooses an answer, small in its upper right corner, where no pictogram stands. */
Rectangle {
    id: face

    property int number: 0
    property bool onBrand: false

    anchors.right: parent ? parent.right : undefined
    anchors.top: parent ? parent.top : undefined
    anchors.margins: Theme.kiosk.px(12)
    visible: face.number > 0
    width: Theme.kiosk.px(Theme.largePrint ? 56 : 46)
    height: width
    radius: Theme.kiosk.px(8)
    color: face.onBrand ? Theme.none : Theme.surface
    border.width: Theme.kiosk.edge
    border.color: face.onBrand ? Theme.inkOnBrandSoft : Theme.edge

    ThemeText {
        anchors.centerIn: parent
        text: face.number
        px: Theme.kiosk.px(Theme.largePrint ? 42 : 32)
        strong: true
        color: face.onBrand ? Theme.inkOnBrand : Theme.inkSoft
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
