import QtQuick
import assets.ui

/*! One answer in the list under a searched field, with what it belongs to. */
Rectangle {
    id: option

    required property string code
    required property string name
    required property string note

    signal tapped()

    height: Theme.desk.px(32)
    radius: Theme.desk.radiusSmall
    color: ListView.isCurrentItem ? Theme.brandSoft : Theme.none

    Accessible.role: Accessible.ListItem
    Accessible.name: option.name

    ThemeText {
        id: word

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.px(8)
        anchors.verticalCenter: parent.verticalCenter
        text: option.name
        px: Theme.desk.body
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        anchors.left: word.right
        anchors.leftMargin: Theme.desk.px(10)
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(8)
        anchors.verticalCenter: parent.verticalCenter
        horizontalAlignment: Text.AlignRight
        text: option.note
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    TapHandler {
        onTapped: option.tapped()
    }
}
