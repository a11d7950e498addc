import QtQuick
import assets.ui

/*! An open case by its worst clock: shape, which case, which clock, time left in words. */
Card {
    id: line

    required property int index
    required property string caseId
    required property string code
    required property string words
    required property string clock
    required property string light
    required property string lightWord
    required property string timeLeft

    signal pressed()

    height: Theme.desk.px(56)
    touchable: true
    selected: ListView.isCurrentItem && ListView.view.activeFocus

    Accessible.role: Accessible.ListItem
    Accessible.name: line.code + " " + line.words

    TapHandler {
        onTapped: line.pressed()
    }

    LightMark {
        id: mark

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.px(12)
        anchors.verticalCenter: parent.verticalCenter
        light: line.light
        label: line.lightWord
        framed: true
        px: Theme.desk.body
    }

    ThemeText {
        id: code

        anchors.left: mark.right
        anchors.leftMargin: Theme.desk.px(10)
        anchors.top: parent.top
        anchors.topMargin: Theme.desk.px(6)
        text: line.code
        px: Theme.desk.body
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.left: code.right
        anchors.leftMargin: Theme.desk.px(8)
        anchors.baseline: code.baseline
        text: line.words
        px: Theme.desk.body
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.left: code.left
        anchors.top: code.bottom
        text: line.clock
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(12)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(7)
        text: line.timeLeft
        px: Theme.desk.small
        color: Theme.lightInk(line.light)
        wrapMode: Text.NoWrap
    }
}
