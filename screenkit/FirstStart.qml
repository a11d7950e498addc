pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import screenkit

/*! This screen is let in at its hall: which hall it is, its fingerprint, and the code that an administrator reads out. */
Rectangle {
    id: page

    required property FirstStartModel model

    readonly property real unit: Math.min(page.width / 1080, page.height / 1200)

    function u(size: real): int {
        return Math.max(1, Math.round(size * page.unit))
    }

    color: Theme.ground
    focus: true

    Component.onCompleted: page.model.look()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            page.model.erase()
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            page.model.join()
        else if (/^[0-9A-Za-z]$/.test(event.text))
            page.model.press(event.text.toUpperCase())
    }

    Column {
        anchors.centerIn: parent
        width: page.u(940)
        spacing: page.u(26)

        ThemeText {
            width: parent.width
            text: Texts.t("devices.first.title")
            px: page.u(52)
            strong: true
            color: Theme.brandDeep
            Accessible.role: Accessible.Heading
        }

        ThemeText {
            width: parent.width
            text: page.model.hall === "" ? Texts.t("devices.first.looking") : page.model.hall
            px: page.u(36)
        }

        ThemeText {
            width: parent.width
            visible: page.model.fingerprint !== ""
            text: Texts.say("devices.first.fingerprint", { fingerprint: page.model.fingerprint })
            px: page.u(30)
        }

        ThemeText {
            width: parent.width
            text: Texts.t("devices.first.code")
            px: page.u(30)
            soft: true
        }

        ThemeText {
            width: parent.width
            text: page.model.code
            px: page.u(46)
            strong: true
            Accessible.name: Texts.t("devices.first.code")
        }

        Grid {
            columns: 8
            spacing: page.u(12)

            Repeater {
                model: "0123456789ABCDEFGHJKMNPQRSTVWXYZ".split("")

                TouchButton {
                    required property string modelData

                    width: page.u(107)
                    height: page.u(82)
                    pad: 0
                    px: page.u(34)
                    text: modelData
                    focusPolicy: Qt.NoFocus
                    onClicked: page.model.press(modelData)
                }
            }
        }

        ThemeText {
            width: parent.width
            height: page.u(88)
            wrapMode: Text.Wrap
            text: page.model.said
            px: page.u(30)
            color: Theme.brandDeep
        }

        Row {
            spacing: page.u(20)

            TouchButton {
                width: page.u(300)
                height: page.u(92)
                px: page.u(34)
                text: Texts.t("devices.first.join")
                kind: "primary"
                enabled: page.model.canJoin
                focusPolicy: Qt.NoFocus
                onClicked: page.model.join()
            }

            TouchButton {
                width: page.u(300)
                height: page.u(92)
                px: page.u(34)
                text: Texts.t("devices.first.erase")
                focusPolicy: Qt.NoFocus
                onClicked: page.model.erase()
            }

            TouchButton {
                width: page.u(300)
                height: page.u(92)
                px: page.u(34)
                text: Texts.t("devices.first.again")
                enabled: page.model.canLook
                focusPolicy: Qt.NoFocus
                onClicked: page.model.look()
            }
        }
    }
}
