import QtQuick
import assets.ui

/*! A light in a list that scrolls: its shape as a sign, because the software renderer does not clip shapes. */
Rectangle {
    id: sign

    required property string light
    required property string mark
    required property string word

    width: Theme.desk.px(22)
    height: width
    radius: Theme.desk.px(6)
    color: Theme.lightGround(sign.light)

    Accessible.role: Accessible.Indicator
    Accessible.name: sign.word

    ThemeText {
        anchors.centerIn: parent
        text: sign.mark
        px: Theme.desk.px(14)
        color: Theme.lightInk(sign.light)
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
