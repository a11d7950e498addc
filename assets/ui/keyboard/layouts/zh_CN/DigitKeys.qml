import QtQuick
import QtQuick.Layouts
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import assets.ui

/*! Digits beside the letters, in the order of the house's number pad. */
KeyboardColumn {
    Layout.fillWidth: false
    Layout.preferredWidth: Theme.windowWidth * 0.22
    Layout.leftMargin: Theme.kiosk.px(16)

    KeyboardRow {
        Key { key: Qt.Key_1; text: "1" }
        Key { key: Qt.Key_2; text: "2" }
        Key { key: Qt.Key_3; text: "3" }
    }

    KeyboardRow {
        Key { key: Qt.Key_4; text: "4" }
        Key { key: Qt.Key_5; text: "5" }
        Key { key: Qt.Key_6; text: "6" }
    }

    KeyboardRow {
        Key { key: Qt.Key_7; text: "7" }
        Key { key: Qt.Key_8; text: "8" }
        Key { key: Qt.Key_9; text: "9" }
    }

    KeyboardRow {
        Key { key: Qt.Key_0; text: "0" }
    }
}
