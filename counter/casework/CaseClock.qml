import QtQuick
import assets.ui

/*! A running clock: shape, what it waits for, time left, until when; its digit opens 「怎么算的」. */
Card {
    id: clock

    required property int index
    required property string key
    required property string name
    required property string light
    required property string mark
    required property string lightWord
    required property string timeLeft
    required property string due

    signal pressed()

    implicitHeight: Theme.desk.px(52)
    touchable: true

    Accessible.role: Accessible.Button
    Accessible.name: clock.name + " " + clock.timeLeft
    Accessible.onPressAction: clock.pressed()

    LightSign {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.px(10)
        anchors.verticalCenter: parent.verticalCenter
        light: clock.light
        mark: clock.mark
        word: clock.lightWord
    }

    Column {
        anchors.left: sign.right
        anchors.leftMargin: Theme.desk.px(10)
        anchors.verticalCenter: parent.verticalCenter

        ThemeText {
            text: clock.name
            px: Theme.desk.body
            wrapMode: Text.NoWrap
        }

        ThemeText {
            text: clock.due
            px: Theme.desk.small
            soft: true
            wrapMode: Text.NoWrap
        }
    }

    ThemeText {
        anchors.right: hint.visible ? hint.left : parent.right
        anchors.rightMargin: Theme.desk.px(9)
        anchors.verticalCenter: parent.verticalCenter
        text: clock.timeLeft
        px: Theme.desk.small
        color: Theme.lightInk(clock.light)
        wrapMode: Text.NoWrap
    }

    KeyHint {
        id: hint

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(10)
        anchors.verticalCenter: parent.verticalCenter
        visible: clock.key !== ""
        key: clock.key
    }

    TapHandler {
        onTapped: clock.pressed()
    }
}
