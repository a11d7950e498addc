import QtQuick
import QtQuick.Layouts
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import assets.ui

/*! Pinyin with digits (amounts and dates need no second page) and the full stop that Chinese is written with. The digits
    stand on top; where a screen is wide and low beside the letters, so that all keys are a third higher. */
KeyboardLayout {
    id: layout

    readonly property real letterWidth: letter.width
    readonly property real sideWidth: layout.mapFromItem(letter, letter.width / 2, 0).x

    function createInputMethod() {
        return Qt.createQmlObject("import QtQuick; import QtQuick.VirtualKeyboard.Plugins; PinyinInputMethod {}", layout.parent, "pinyin")
    }

    sharedLayouts: ["symbols"]
    keyWeight: 160

    KeyboardRow {
        KeyboardColumn {
            KeyboardRow {
                visible: !Theme.kiosk.landscape

                Key { key: Qt.Key_1; text: "1" }
                Key { key: Qt.Key_2; text: "2" }
                Key { key: Qt.Key_3; text: "3" }
                Key { key: Qt.Key_4; text: "4" }
                Key { key: Qt.Key_5; text: "5" }
                Key { key: Qt.Key_6; text: "6" }
                Key { key: Qt.Key_7; text: "7" }
                Key { key: Qt.Key_8; text: "8" }
                Key { key: Qt.Key_9; text: "9" }
                Key { key: Qt.Key_0; text: "0" }
            }

            KeyboardRow {
                Key { key: Qt.Key_Q; text: "q" }
                Key { id: letter; key: Qt.Key_W; text: "w" }
                Key { key: Qt.Key_E; text: "e" }
                Key { key: Qt.Key_R; text: "r" }
                Key { key: Qt.Key_T; text: "t" }
                Key { key: Qt.Key_Y; text: "y" }
                Key { key: Qt.Key_U; text: "u" }
                Key { key: Qt.Key_I; text: "i" }
                Key { key: Qt.Key_O; text: "o" }
                Key { key: Qt.Key_P; text: "p" }
            }

            KeyboardRow {
                KeyboardRow {
                    Layout.preferredWidth: layout.sideWidth
                    Layout.fillWidth: false

                    FillerKey {}
                    Key { key: Qt.Key_A; text: "a"; weight: layout.letterWidth; Layout.fillWidth: false }
                }
                Key { key: Qt.Key_S; text: "s" }
                Key { key: Qt.Key_D; text: "d" }
                Key { key: Qt.Key_F; text: "f" }
                Key { key: Qt.Key_G; text: "g" }
                Key { key: Qt.Key_H; text: "h" }
                Key { key: Qt.Key_J; text: "j" }
                Key { key: Qt.Key_K; text: "k" }
                KeyboardRow {
                    Layout.preferredWidth: layout.sideWidth
                    Layout.fillWidth: false

                    Key { key: Qt.Key_L; text: "l"; weight: layout.letterWidth; Layout.fillWidth: false }
                    FillerKey {}
                }
            }

            KeyboardRow {
                Key {
                    weight: layout.sideWidth
                    Layout.fillWidth: false
                    enabled: InputContext.preeditText.length > 0
                    key: Qt.Key_Apostrophe
                    text: "'"
                }
                Key { key: Qt.Key_Z; text: "z" }
                Key { key: Qt.Key_X; text: "x" }
                Key { key: Qt.Key_C; text: "c" }
                Key { key: Qt.Key_V; text: "v" }
                Key { key: Qt.Key_B; text: "b" }
                Key { key: Qt.Key_N; text: "n" }
                Key { key: Qt.Key_M; text: "m" }
                BackspaceKey { weight: layout.sideWidth; Layout.fillWidth: false }
            }

            KeyboardRow {
                SymbolModeKey {
                    weight: layout.sideWidth
                    Layout.fillWidth: false
                    displayText: "？！"
                }
                Key { key: Qt.Key_Comma; text: "，"; weight: layout.letterWidth; Layout.fillWidth: false }
                SpaceKey {}
                Key {
                    key: Qt.Key_Period
                    text: "。"
                    alternativeKeys: "？！、；：。"
                    weight: layout.letterWidth
                    Layout.fillWidth: false
                }
                HandwritingModeKey {
                    visible: Writing.handOffered
                    displayText: Writing.handText
                    weight: layout.letterWidth * 1.3
                    Layout.fillWidth: false
                    Accessible.role: Accessible.Button
                    Accessible.name: Writing.handText
                    onClicked: Writing.byHand = true
                }
                HideKeyboardKey { weight: layout.letterWidth; Layout.fillWidth: false }
                EnterKey { weight: layout.sideWidth; Layout.fillWidth: false }
            }
        }

        DigitKeys {
            visible: Theme.kiosk.landscape
        }
    }
}
