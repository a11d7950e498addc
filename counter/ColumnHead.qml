import QtQuick
import assets.ui

/*! The title of a part of a column, with a count or a key at its right end. */
Item {
    id: head

    property string text: ""
    property string note: ""
    property string key: ""

    implicitHeight: Theme.desk.px(22)

    ThemeText {
        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.px(2)
        anchors.verticalCenter: parent.verticalCenter
        text: head.text
        px: Theme.desk.small
        soft: true
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(2)
        anchors.verticalCenter: parent.verticalCenter
        text: head.note
        px: Theme.desk.small
        soft: true
    }

    // Off the edge by as much as the words: where a list clips, half a pixel of its frame was missing.
    KeyHint {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(2)
        anchors.verticalCenter: parent.verticalCenter
        visible: head.key !== ""
        key: head.key
    }
}
