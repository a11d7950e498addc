pragma ComponentBehavior: Bound

import QtQuick
import assets.ui

/*! One of several answers, by digit or arrows: pills where they are short, lines where they have reasons. */
FocusScope {
    id: choice

    property string label: ""
    property var options: []
    property var notes: []
    property int chosen: -1

    readonly property bool hasReasons: choice.notes.some(note => note.length > 6)
    readonly property bool isLong: choice.hasReasons || choice.options.some(option => option.length > 12)

    signal picked(int index)
    signal entered()

    implicitHeight: answers.height
    activeFocusOnTab: true

    Accessible.role: Accessible.Grouping
    Accessible.name: choice.label

    function step(by: int): void {
        const next = choice.chosen + by
        if (next >= 0 && next < choice.options.length)
            choice.picked(next)
    }

    Keys.onPressed: event => {
        const digit = event.key - Qt.Key_1
        event.accepted = true
        if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
            event.accepted = false
        else if (digit >= 0 && digit < choice.options.length && digit < 9)
            choice.picked(digit)
        else if (event.key === Qt.Key_Right || event.key === Qt.Key_Down)
            choice.step(1)
        else if (event.key === Qt.Key_Left || event.key === Qt.Key_Up)
            choice.step(-1)
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            choice.entered()
        else
            event.accepted = false
    }

    Flow {
        id: answers

        width: parent.width
        spacing: Theme.desk.px(5)

        Repeater {
            model: choice.options

            Rectangle {
                id: answer

                required property int index
                required property string modelData

                readonly property bool isChosen: answer.index === choice.chosen
                readonly property string note: choice.notes[answer.index] ?? ""

                width: choice.isLong ? answers.width : digit.width + words.implicitWidth + side.implicitWidth + Theme.desk.px(22) + (side.text === "" ? 0 : Theme.desk.px(7))
                height: choice.isLong ? Math.max(Theme.desk.px(32), words.height + (reason.visible ? reason.height + Theme.desk.px(2) : 0) + Theme.desk.px(12)) : Theme.desk.px(30)
                radius: Theme.desk.radiusSmall
                color: answer.isChosen ? Theme.brandSoft : Theme.surface
                border.width: answer.isChosen && choice.activeFocus ? Theme.desk.edgeStrong : Theme.desk.edge
                border.color: answer.isChosen ? Theme.brand : choice.activeFocus ? Theme.edge : Theme.line

                Accessible.role: Accessible.RadioButton
                Accessible.name: answer.modelData
                Accessible.checked: answer.isChosen

                ThemeText {
                    id: digit

                    x: Theme.desk.px(8)
                    anchors.verticalCenter: words.verticalCenter
                    text: answer.index < 9 ? answer.index + 1 : "·"
                    px: Theme.desk.tiny
                    color: choice.activeFocus ? Theme.brand : Theme.inkSoft
                    strong: choice.activeFocus
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                ThemeText {
                    id: words

                    anchors.left: digit.right
                    anchors.leftMargin: Theme.desk.px(6)
                    y: choice.isLong ? Theme.desk.px(6) : (answer.height - height) / 2
                    width: choice.isLong ? answer.width - x - Theme.desk.px(8) : implicitWidth
                    text: answer.modelData
                    px: choice.isLong ? Theme.desk.px(14) : Theme.desk.body
                    strong: answer.isChosen
                    wrapMode: choice.isLong ? Text.Wrap : Text.NoWrap
                    Accessible.ignored: true
                }

                ThemeText {
                    id: side

                    anchors.left: words.right
                    anchors.leftMargin: Theme.desk.px(7)
                    anchors.verticalCenter: words.verticalCenter
                    visible: text !== ""
                    text: choice.isLong ? "" : answer.note
                    px: Theme.desk.small
                    soft: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                ThemeText {
                    id: reason

                    anchors.left: words.left
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.desk.px(8)
                    anchors.top: words.bottom
                    anchors.topMargin: Theme.desk.px(2)
                    visible: text !== ""
                    text: choice.isLong ? answer.note : ""
                    px: Theme.desk.small
                    soft: true
                    Accessible.ignored: true
                }

                TapHandler {
                    onTapped: {
                        choice.forceActiveFocus()
                        choice.picked(answer.index)
                    }
                }
            }
        }
    }
}
