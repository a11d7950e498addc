import QtQuick
import assets.ui

/*! One choice of a menu: its key, what it does, and a word beside it. */
Rectangle {
    id: line

    required property int index
    required property string key
    required property string name
    required property string note
    required property bool isMarked

    signal tapped()

    height: Theme.desk.button
    radius: Theme.desk.radiusSmall
    color: line.isMarked ? Theme.brandSoft : Theme.none
    border.width: line.isMarked ? Theme.desk.edgeStrong : 0
    border.color: Theme.brand

    Accessible.role: Accessible.MenuItem
    Accessible.name: line.name
    Accessible.selected: line.isMarked

    KeyHint {
        id: cap

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.px(8)
        anchors.verticalCenter: parent.verticalCenter
        key: line.key
        ink: Theme.brand
    }

    ThemeText {
        anchors.left: cap.right
        anchors.leftMargin: Theme.desk.px(10)
        anchors.verticalCenter: parent.verticalCenter
        text: line.name
        px: Theme.desk.body
        strong: line.isMarked
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(10)
        anchors.verticalCenter: parent.verticalCenter
        text: line.note
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    TapHandler {
        onTapped: line.tapped()
    }
}
