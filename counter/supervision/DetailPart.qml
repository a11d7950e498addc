import QtQuick
import assets.ui
import "../casework"

/*! A called unit, a task, a point of the checklist. */
Item {
    id: part

    required property string name
    required property string note
    required property string side
    required property string light
    required property string mark
    required property string lightWord

    implicitHeight: words.y + words.height + Theme.desk.px(2)

    LightSign {
        id: sign

        x: Theme.desk.px(2)
        anchors.top: parent.top
        visible: part.light !== ""
        light: part.light
        mark: part.mark
        word: part.lightWord
    }

    Column {
        id: words

        x: part.light === "" ? Theme.desk.px(2) : Theme.desk.px(34)
        y: Theme.desk.px(1)
        width: side.x - x - Theme.desk.px(10)
        spacing: Theme.desk.px(2)

        ThemeText {
            width: parent.width
            text: part.name
            px: Theme.desk.px(14)
        }

        ThemeText {
            width: parent.width
            visible: text !== ""
            text: part.note
            px: Theme.desk.small
            soft: true
        }
    }

    ThemeText {
        id: side

        anchors.right: parent.right
        y: words.y
        text: part.side
        px: Theme.desk.small
        color: part.light === "overdue" || part.light === "soon" ? Theme.lightInk(part.light) : Theme.inkSoft
        wrapMode: Text.NoWrap
    }
}
