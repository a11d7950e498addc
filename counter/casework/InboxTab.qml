import QtQuick
import assets.ui

/*! A tab with how many are in it. Its digit is a key of the list and not of the window: digits are typed too. */
Rectangle {
    id: tab

    required property int index
    required property string title
    required property string count
    required property string key
    required property bool isChosen

    signal pressed()

    implicitWidth: words.width + 2 * Theme.desk.px(11)
    implicitHeight: Theme.desk.button
    radius: Theme.desk.radius
    color: tab.isChosen ? Theme.brand : Theme.surface
    border.width: tab.isChosen ? 0 : Theme.desk.edge
    border.color: Theme.edge

    Accessible.role: Accessible.PageTab
    Accessible.name: tab.count === "" ? tab.title : tab.title + " " + tab.count
    Accessible.selected: tab.isChosen
    Accessible.onPressAction: tab.pressed()

    Row {
        id: words

        anchors.centerIn: parent
        spacing: Theme.desk.px(7)

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: tab.title
            px: Theme.desk.body
            strong: tab.isChosen
            color: tab.isChosen ? Theme.inkOnBrand : Theme.ink
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            visible: tab.count !== ""
            text: tab.count
            px: Theme.desk.body
            strong: true
            color: tab.isChosen ? Theme.inkOnBrand : tab.count === "0" ? Theme.inkSoft : Theme.ink
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        KeyHint {
            anchors.verticalCenter: parent.verticalCenter
            key: tab.key
            ink: tab.isChosen ? Theme.inkOnBrandSoft : Theme.inkSoft
        }
    }

    TapHandler {
        onTapped: tab.pressed()
    }
}
