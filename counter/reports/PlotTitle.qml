import QtQuick
import assets.ui

/*! The title of a plot and, soft beside it, how to read it. */
Item {
    id: title

    property string text: ""
    property string note: ""

    implicitHeight: Theme.desk.px(24)

    ThemeText {
        id: words

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        text: title.text
        px: Theme.desk.body
        strong: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.right: parent.right
        anchors.baseline: words.baseline
        text: title.note
        px: Theme.desk.tiny
        soft: true
        wrapMode: Text.NoWrap
    }
}
