import QtQuick
import assets.ui
import counter
import screenkit

/*! A case of the inbox: how urgent, which, what kind, whose, and what is to be done. */
Rectangle {
    id: line

    required property int index
    required property string light
    required property string mark
    required property string lightWord
    required property string timeLeft
    required property string clock
    required property string code
    required property string kind
    required property string grade
    required property bool isMajor
    required property string name
    required property string unit
    required property string todo
    required property bool todoIsMine
    required property bool isMarked
    required property string reminded
    required property string said

    required property InboxColumns columns
    property bool isChosen: false
    property bool hasFocus: false

    signal chosen()
    signal opened()

    color: line.isChosen ? Theme.brandSoft : Theme.surface

    Accessible.role: Accessible.Row
    Accessible.name: line.said
    Accessible.selected: line.isMarked

    Rectangle {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.px(3)
        visible: line.isChosen && line.hasFocus
        color: Theme.brand
    }

    Rectangle {
        x: line.columns.mark
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.desk.px(18)
        height: width
        radius: Theme.desk.px(4)
        color: line.isMarked ? Theme.brand : Theme.none
        border.width: line.isMarked ? 0 : Theme.desk.edge
        border.color: Theme.edge

        Pictogram {
            anchors.centerIn: parent
            visible: line.isMarked
            picture: "check"
            size: Theme.desk.px(13)
            ink: Theme.inkOnBrand
        }
    }

    LightSign {
        id: sign

        x: line.columns.light
        anchors.verticalCenter: parent.verticalCenter
        visible: line.light !== ""
        light: line.light
        mark: line.mark
        word: line.lightWord
    }

    Column {
        anchors.left: sign.right
        anchors.leftMargin: Theme.desk.px(8)
        anchors.verticalCenter: parent.verticalCenter
        visible: line.light !== ""

        ThemeText {
            text: line.timeLeft
            px: Theme.desk.body
            color: Theme.lightInk(line.light)
            wrapMode: Text.NoWrap
        }

        ThemeText {
            text: line.clock
            px: Theme.desk.tiny
            soft: true
            wrapMode: Text.NoWrap
        }
    }

    ThemeText {
        x: line.columns.code
        anchors.verticalCenter: parent.verticalCenter
        text: line.code
        px: Theme.desk.body
        strong: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        id: kindWords

        x: line.columns.kind
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, line.columns.kindWidth - (chips.width > 0 ? chips.width + Theme.desk.px(8) : 0))
        text: line.kind
        px: Theme.desk.body
        lineHeight: 0.95
    }

    Row {
        id: chips

        anchors.left: kindWords.right
        anchors.leftMargin: Theme.desk.px(8)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(4)

        Chip {
            visible: line.reminded !== ""
            text: line.reminded
            px: Theme.desk.tiny
        }

        Chip {
            visible: line.grade !== "" && !line.columns.isNarrow
            text: line.grade
            tone: "outline"
            px: Theme.desk.tiny
        }

        Chip {
            visible: line.isMajor && !line.columns.isNarrow
            text: Texts.t("counter_casework.mark.major")
            px: Theme.desk.tiny
        }
    }

    ThemeText {
        x: line.columns.name
        anchors.verticalCenter: parent.verticalCenter
        width: line.columns.nameWidth
        text: line.name
        px: Theme.desk.body
    }

    ThemeText {
        x: line.columns.unit
        anchors.verticalCenter: parent.verticalCenter
        width: line.columns.unitWidth
        text: line.unit
        px: Theme.desk.small
    }

    ThemeText {
        x: line.columns.todo
        anchors.verticalCenter: parent.verticalCenter
        width: line.columns.todoWidth
        text: line.todo
        px: line.todoIsMine ? Theme.desk.body : Theme.desk.small
        strong: line.todoIsMine
        soft: !line.todoIsMine
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
        onDoubleTapped: line.opened()
    }
}
