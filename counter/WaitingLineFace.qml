import QtQuick
import assets.ui
import screenkit

/*! A ticket in a line: number, what it is about with its marks below, how long it waits. */
Item {
    id: face

    property string ticketNo: ""
    property string words: ""
    property string group: ""
    property string priority: ""
    property string appointment: ""
    property string here: ""
    property string waited: ""
    property bool leased: false

    readonly property bool hasMarks: face.leased || face.group !== "" || face.priority !== "" || face.appointment !== "" || face.here !== ""

    implicitHeight: face.hasMarks ? Theme.desk.px(58) : Theme.desk.row

    ThemeText {
        id: ticket

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.px(12)
        anchors.verticalCenter: parent.verticalCenter
        text: face.ticketNo
        px: Theme.desk.strong
        strong: true
        wrapMode: Text.NoWrap
    }

    Column {
        id: about

        anchors.left: ticket.right
        anchors.leftMargin: Theme.desk.px(10)
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(12)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(2)

        Item {
            width: about.width
            height: waited.height

            ThemeText {
                anchors.left: parent.left
                anchors.right: waited.left
                text: face.words
                px: Theme.desk.small
                soft: true
                wrapMode: Text.NoWrap
            }

            ThemeText {
                id: waited

                anchors.right: parent.right
                text: face.waited
                px: Theme.desk.small
                wrapMode: Text.NoWrap
            }
        }

        Row {
            visible: face.hasMarks
            spacing: Theme.desk.px(5)

            Chip {
                visible: face.priority !== ""
                text: face.priority
                tone: "outline"
                px: Theme.desk.tiny
            }

            Chip {
                visible: face.appointment !== ""
                text: face.appointment
                tone: "outline"
                px: Theme.desk.tiny
            }

            Chip {
                visible: face.here !== ""
                text: face.here
                tone: "outline"
                px: Theme.desk.tiny
            }

            Chip {
                visible: face.group !== ""
                text: face.group
                px: Theme.desk.tiny
            }

            Chip {
                visible: face.leased
                text: Texts.t("counter.waiting.leased")
                tone: "outline"
                px: Theme.desk.tiny
            }
        }
    }
}
