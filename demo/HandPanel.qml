pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import demo
import screenkit

/*! What a hand can hold to the devices of kiosk and counter, and their cables. */
Column {
    id: panel

    required property HandModel hand

    readonly property list<string> foreign: panel.hand.foreign.split("\n")
    readonly property list<string> devices: panel.hand.devices.split("\n")
    readonly property list<string> pulled: panel.hand.pulled.split("\n")

    function has(device: string): bool {
        return panel.devices.includes(device) && !panel.pulled.includes(device)
    }

    spacing: Theme.desk.gap

    component Head: ThemeText {
        width: panel.width
        topPadding: Theme.desk.px(6)
        px: Theme.desk.body
        soft: true
    }

    SwitchRow {
        width: parent.width
        keys: ["kiosk", "counter"]
        names: keys.map(key => Texts.t(`demo.hand.${key}`))
        on: [panel.hand.place]
        onPicked: key => panel.hand.goTo(key)
    }

    Head { text: Texts.t("demo.hand.cards") }

    SwitchRow {
        width: parent.width
        enabled: panel.has("card_reader")
        keys: panel.hand.cards.split("\n")
        names: panel.hand.cardNames.split("\n")
        on: [panel.hand.lying]
        onPicked: key => panel.hand.lay(key)
    }

    DeskButton {
        text: Texts.t("demo.hand.take")
        enabled: panel.hand.lying !== ""
        onClicked: panel.hand.lay("")
    }

    Head { text: Texts.t("demo.hand.codes") }

    SwitchRow {
        width: parent.width
        enabled: panel.has("scanner")
        keys: panel.foreign
        names: keys.map(key => Texts.t(`demo.hand.${key}`))
        onPicked: key => panel.hand.scanForeign(key)
    }

    Head {
        text: Texts.t("demo.hand.keypad")
        visible: keypad.visible
    }

    SwitchRow {
        id: keypad

        width: parent.width
        visible: panel.devices.includes("keypad")
        enabled: panel.has("keypad")
        keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "clear", "confirm", "help"]
        names: keys.map(key => key.length === 1 ? key : Texts.t(`demo.key.${key}`))
        onPicked: key => panel.hand.pressKey(key)
    }

    Head {
        text: Texts.t("demo.hand.evaluation_pad")
        visible: evaluation.visible
    }

    SwitchRow {
        id: evaluation

        width: parent.width
        visible: panel.devices.includes("evaluation_pad")
        enabled: panel.hand.isLit && panel.has("evaluation_pad")
        keys: ["5", "4", "3", "2", "1"]
        names: keys.map(key => Texts.t(`kiosk.evaluate.level_${key}`))
        onPicked: key => panel.hand.evaluate(Number(key))
    }

    Head {
        text: Texts.t("demo.hand.call_display")
        visible: display.visible
    }

    Rectangle {
        id: display

        width: parent.width
        height: lines.height + 2 * Theme.desk.pad
        radius: Theme.desk.radiusSmall
        color: Theme.brandDeep
        visible: panel.devices.includes("call_display")

        Column {
            id: lines

            x: Theme.desk.pad
            y: Theme.desk.pad
            width: parent.width - 2 * x

            ThemeText {
                width: parent.width
                text: panel.hand.upper
                px: Theme.desk.body
                color: Theme.inkOnBrandSoft
            }

            ThemeText {
                width: parent.width
                text: panel.hand.lower
                px: Theme.desk.title
                strong: true
                color: Theme.inkOnBrand
            }
        }
    }

    Head { text: Texts.t("demo.hand.cables") }

    SwitchRow {
        width: parent.width
        keys: panel.devices
        names: keys.map(key => Texts.t(`demo.hand.${key}`))
        on: panel.pulled
        onPicked: key => panel.hand.setPluggedIn(key, on.includes(key))
    }
}
