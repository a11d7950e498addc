import QtQuick
import assets.ui

/*! One of the four lists. Its digit is a key of the list and not of the window: digits are typed in the search too. */
Rectangle {
    id: tab

    required property string name
    required property string title
    required property string key
    required property bool isChosen

    signal pressed()

    implicitWidth: words.width + 2 * Theme.desk.pad
    implicitHeight: Theme.desk.button
    radius: Theme.desk.radius
    color: tab.isChosen ? Theme.brand : Theme.surface
    border.width: tab.isChosen ? 0 : Theme.desk.edge
    border.color: Theme.edge

    Accessible.role: Accessible.PageTab
    Accessible.name: tab.title
    Accessible.selected: tab.isChosen
    Accessible.onPressAction: tab.pressed()

    Row {
        id: words

        anchors.centerIn: parent
        spacing: Theme.desk.px(8)

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: tab.title
            px: Theme.desk.body
            strong: tab.isChosen
            color: tab.isChosen ? Theme.inkOnBrand : Theme.ink
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
