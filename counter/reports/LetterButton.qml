import QtQuick
import assets.ui

/*! A button whose letter the page hears: a letter is no shortcut of the whole window, letters are typed elsewhere. */
Rectangle {
    id: button

    property string text: ""
    property string letter: ""
    property bool isChosen: false

    signal clicked()

    implicitWidth: words.width + 2 * Theme.desk.px(12)
    implicitHeight: Theme.desk.px(36)
    radius: Theme.desk.radius
    color: button.isChosen ? Theme.brand : Theme.surface
    border.width: button.isChosen ? 0 : Theme.desk.edge
    border.color: Theme.edge

    Accessible.role: Accessible.Button
    Accessible.name: button.text
    Accessible.onPressAction: button.clicked()

    Row {
        id: words

        anchors.centerIn: parent
        spacing: Theme.desk.px(8)

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: button.text
            px: Theme.desk.body
            strong: button.isChosen
            color: button.isChosen ? Theme.inkOnBrand : Theme.ink
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        KeyHint {
            anchors.verticalCenter: parent.verticalCenter
            key: button.letter
            ink: button.isChosen ? Theme.inkOnBrandSoft : Theme.inkSoft
        }
    }

    TapHandler {
        onTapped: button.clicked()
    }
}
