import QtQuick
import assets.ui
import "../casework"

/*! A line: how urgent, what, of which case, until when; below whose it is, and what waits for a person. */
Rectangle {
    id: line

    required property int index
    required property string light
    required property string mark
    required property string lightWord
    required property string title
    required property string code
    required property string until
    required property string note
    required property string chip
    required property bool needsMe

    property bool isChosen: false
    property bool hasFocus: false

    property bool hasLights: true

    readonly property real inset: Theme.desk.px(line.hasLights ? 44 : 16)

    signal chosen()

    color: line.isChosen ? Theme.brandSoft : Theme.surface

    Accessible.role: Accessible.Row
    Accessible.name: [line.lightWord, line.title, line.code, line.until, line.note, line.chip].filter(part => part !== "").join(" ")
    Accessible.selected: line.isChosen

    Rectangle {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.px(3)
        visible: line.isChosen && line.hasFocus
        color: Theme.brand
    }

    LightSign {
        x: Theme.desk.px(12)
        anchors.verticalCenter: head.verticalCenter
        visible: line.light !== ""
        light: line.light
        mark: line.mark
        word: line.lightWord
    }

    ThemeText {
        id: head

        x: line.inset
        y: Theme.desk.px(6)
        text: line.title
        px: Theme.desk.body
        strong: line.needsMe
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.left: head.right
        anchors.leftMargin: Theme.desk.px(8)
        anchors.baseline: head.baseline
        text: line.code
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(10)
        anchors.baseline: head.baseline
        text: line.until
        px: Theme.desk.small
        color: line.light === "overdue" || line.light === "soon" ? Theme.lightInk(line.light) : Theme.inkSoft
        wrapMode: Text.NoWrap
    }

    ThemeText {
        id: noteText

        x: line.inset
        anchors.top: head.bottom
        width: (word.visible ? word.x : quietWord.visible ? quietWord.x : parent.width - Theme.desk.px(4)) - x - Theme.desk.px(6)
        text: line.note
        px: Theme.desk.small
        lineHeight: 0.95
        soft: true
    }

    Chip {
        id: word

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(10)
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(2)
        visible: line.chip !== "" && line.needsMe
        text: line.chip
        tone: "outline"
        px: Theme.desk.tiny
    }

    ThemeText {
        id: quietWord

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(10)
        anchors.top: head.bottom
        visible: line.chip !== "" && !line.needsMe
        text: line.chip
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.desk.edge
        color: Theme.line
    }

    TapHandler {
        onTapped: line.chosen()
    }
}
