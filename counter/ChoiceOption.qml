import QtQuick
import assets.ui

/*! One answer in the list under a field. */
Rectangle {
    id: option

    required property string code
    required property string name

    signal tapped()

    height: Theme.desk.px(32)
    radius: Theme.desk.radiusSmall
    color: ListView.isCurrentItem ? Theme.brandSoft : Theme.none

    Accessible.role: Accessible.ListItem
    Accessible.name: option.name

    ThemeText {
        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.px(8)
        anchors.verticalCenter: parent.verticalCenter
        text: option.name
        px: Theme.desk.body
        Accessible.ignored: true
    }

    TapHandler {
        onTapped: option.tapped()
    }
}
