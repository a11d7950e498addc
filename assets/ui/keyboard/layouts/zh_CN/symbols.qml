import QtQuick
import QtQuick.Layouts
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Components
import assets.ui

/*! The signs that a story, a name or an amount needs; one page, the same digits at the same place. */
KeyboardLayout {
    id: layout

    readonly property real letterWidth: sign.width
    readonly property real sideWidth: layout.mapFromItem(sign, sign.width / 2, 0).x

    function createInputMethod() {
        return Qt.createQmlObject("import QtQuick; import QtQuick.VirtualKeyboard.Plugins; PinyinInputMethod {}", layout.parent, "signs")
    }

    sharedLayouts: ["main"]
    keyWeight: 160

    KeyboardRow {
        KeyboardColumn {
            KeyboardRow {
                visible: !Theme.kiosk.landscape

                Key { text: "1" }
                Key { text: "2" }
                Key { text: "3" }
                Key { text: "4" }
                Key { text: "5" }
                Key { text: "6" }
                Key { text: "7" }
                Key { text: "8" }
                Key { text: "9" }
                Key { text: "0" }
            }

            KeyboardRow {
                Key { text: "？" }
                Key { id: sign; text: "！" }
                Key { text: "、" }
                Key { text: "；" }
                Key { text: "：" }
                Key { text: "“" }
                Key { text: "”" }
                Key { text: "（" }
                Key { text: "）" }
                Key { text: "·" }
            }

            KeyboardRow {
                Key { text: "￥" }
                Key { text: "%" }
                Key { text: "＋" }
                Key { text: "－" }
                Key { text: "×" }
                Key { text: "＝" }
                Key { text: "～" }
                Key { text: "…" }
                Key { text: "《" }
                Key { text: "》" }
            }

            KeyboardRow {
                Key { text: "@" }
                Key { text: "#" }
                Key { text: "&" }
                Key { text: "*" }
                Key { text: "/" }
                Key { text: "-" }
                Key { text: "_" }
                BackspaceKey { weight: layout.sideWidth; Layout.fillWidth: false }
            }

            KeyboardRow {
                SymbolModeKey {
                    weight: layout.sideWidth
                    Layout.fillWidth: false
                    displayText: "abc"
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
