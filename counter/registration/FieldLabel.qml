import QtQuick
import assets.ui

/*! The line over a field: its name and what was read in it, or why it cannot be read. */
Item {
    id: line

    property string label: ""
    property string note: ""
    property string problem: ""

    implicitHeight: Theme.desk.px(18)

    ThemeText {
        id: name

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        visible: line.problem === ""
        text: line.label
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.left: name.right
        anchors.leftMargin: Theme.desk.px(8)
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: line.problem === "" && line.note !== ""
        horizontalAlignment: Text.AlignLeft
        text: line.note
        px: Theme.desk.small
        wrapMode: Text.NoWrap
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.desk.px(10)
    }

    Row {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: line.problem !== ""
        spacing: Theme.desk.px(5)

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.desk.px(15)
            height: width
            radius: width / 2
            color: Theme.ink

            ThemeText {
                anchors.centerIn: parent
                text: "!"
                px: Theme.desk.tiny
                strong: true
                color: Theme.surface
                Accessible.ignored: true
            }
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            width: line.width - Theme.desk.px(20)
            text: line.problem
            px: Theme.desk.small
            strong: true
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.desk.px(10)
        }
    }
}
