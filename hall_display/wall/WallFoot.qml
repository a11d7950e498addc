import QtQuick
import assets.ui
import hall_display

/*! Phone and hours, in one line or two; a quiet word for the operator when the layout file is broken. */
Rectangle {
    id: foot

    required property WallViewModel wall

    readonly property real room: foot.width - 2 * Theme.wall.margin
    readonly property bool isOneLine: phone.implicitWidth + hours.implicitWidth + 2 * Theme.wall.pad <= foot.room
    readonly property real lineHeight: Theme.wall.of(1.3)

    height: foot.isOneLine ? foot.lineHeight : 2 * foot.lineHeight - Theme.wall.of(0.1)
    color: Theme.surface

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Theme.wall.edge
        color: Theme.line
    }

    WallText {
        id: phone

        x: Theme.wall.margin
        height: foot.lineHeight
        verticalAlignment: Text.AlignVCenter
        room: foot.room
        text: foot.wall.phone
        soft: true
    }

    WallText {
        id: hours

        x: foot.isOneLine ? foot.width - Theme.wall.margin - implicitWidth : Theme.wall.margin
        y: foot.isOneLine ? 0 : foot.height - foot.lineHeight
        height: foot.lineHeight
        verticalAlignment: Text.AlignVCenter
        room: foot.room
        text: foot.wall.hours
        soft: true
    }

    WallText {
        anchors.left: phone.right
        anchors.leftMargin: Theme.wall.pad
        height: foot.lineHeight
        verticalAlignment: Text.AlignVCenter
        room: foot.room - phone.implicitWidth - Theme.wall.pad - (foot.isOneLine ? hours.implicitWidth + Theme.wall.pad : 0)
        text: foot.wall.layoutTrouble
        soft: true
    }
}
