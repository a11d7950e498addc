import QtQuick
import assets.ui

/*! One thing that happened. A day stands over the first line of it. */
Item {
    id: line

    required property string day
    required property string time
    required property string sentence
    required property string who
    required property string text

    implicitHeight: body.y + body.height + Theme.desk.px(9)

    Accessible.role: Accessible.ListItem
    Accessible.name: line.sentence

    ThemeText {
        id: dayText

        y: Theme.desk.px(4)
        visible: line.day !== ""
        text: line.day
        px: Theme.desk.small
        strong: true
        color: Theme.brand
        wrapMode: Text.NoWrap
    }

    ThemeText {
        id: timeText

        anchors.top: body.top
        anchors.topMargin: Theme.desk.px(1)
        text: line.time
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    // The thread along the day.
    Rectangle {
        id: thread

        x: Theme.desk.px(52)
        y: body.y
        width: Theme.desk.edgeStrong
        height: line.height - y
        color: Theme.line

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.desk.px(6)
            width: Theme.desk.px(9)
            height: width
            radius: width / 2
            color: Theme.surface
            border.width: Theme.desk.edgeStrong
            border.color: Theme.brand
        }
    }

    Column {
        id: body

        anchors.left: thread.right
        anchors.leftMargin: Theme.desk.px(14)
        anchors.right: parent.right
        y: line.day !== "" ? dayText.y + dayText.height + Theme.desk.px(4) : Theme.desk.px(2)
        spacing: Theme.desk.px(3)

        Item {
            width: parent.width
            height: said.height

            ThemeText {
                id: said

                anchors.left: parent.left
                width: parent.width - (who.text === "" ? 0 : who.width + Theme.desk.px(12))
                text: line.sentence
                px: Theme.desk.body
            }

            ThemeText {
                id: who

                anchors.right: parent.right
                anchors.baseline: said.baseline
                text: line.who
                px: Theme.desk.small
                soft: true
                wrapMode: Text.NoWrap
            }
        }

        Rectangle {
            width: parent.width
            height: words.height + 2 * Theme.desk.px(6)
            visible: line.text !== ""
            color: Theme.sunken

            ThemeText {
                id: words

                x: Theme.desk.px(10)
                y: Theme.desk.px(6)
                width: parent.width - 2 * x
                text: line.text
                px: Theme.desk.px(14)
                lineHeight: 1.1
            }
        }
    }
}
