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
        enabled: panel.hand.hasReader
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
        enabled: panel.hand.hasScanner
        keys: panel.foreign
        names: keys.map(key => Texts.t(`demo.hand.${key}`))
        onPicked: key => panel.hand.scanForeign(key)
    }

    Head { text: Texts.t("demo.hand.cables") }

    SwitchRow {
        width: parent.width
        keys: ["reader", "scanner"]
        names: keys.map(key => Texts.t(`demo.hand.${key}`))
        on: [panel.hand.hasReader ? "" : "reader", panel.hand.hasScanner ? "" : "scanner"]
        onPicked: key => panel.hand.setPluggedIn(key, on.includes(key))
    }
}
