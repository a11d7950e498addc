import QtQuick
import assets.ui
import screenkit

/*! A device: what it is, how it is, what to do, and the button that drives it. */
Card {
    id: card

    required property string name
    required property string standing
    required property string condition
    required property string advice
    required property string last
    required property string trial
    required property bool isLoud
    required property bool canTry

    signal tapped
    signal tried

    implicitHeight: Math.max(words.height + 2 * Theme.desk.px(11), button.height + 2 * Theme.desk.px(6))

    Accessible.role: Accessible.ListItem
    Accessible.name: [card.name, card.standing, card.advice, card.last, card.trial].filter(part => part !== "").join(" ")

    TapHandler {
        onTapped: card.tapped()
    }

    StateMark {
        id: mark

        x: Theme.desk.pad
        y: words.y + Theme.desk.px(5)
        condition: card.condition
    }

    Column {
        id: words

        anchors.left: mark.right
        anchors.leftMargin: Theme.desk.px(12)
        anchors.right: button.left
        anchors.rightMargin: Theme.desk.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(3)

        Item {
            width: parent.width
            height: called.height

            ThemeText {
                id: called

                width: Theme.desk.px(150)
                text: card.name
                px: Theme.desk.body
                strong: true
            }

            ThemeText {
                anchors.left: called.right
                anchors.right: parent.right
                text: card.standing
                px: Theme.desk.body
                soft: card.condition === "ok"
                strong: card.condition === "down"
            }
        }

        ThemeText {
            width: parent.width
            visible: text !== ""
            text: card.advice
            px: Theme.desk.body
        }

        ThemeText {
            width: parent.width
            visible: text !== ""
            text: card.last
            px: Theme.desk.small
            soft: true
        }

        ThemeText {
            width: parent.width
            visible: text !== ""
            text: card.trial
            px: Theme.desk.body
            strong: card.isLoud
            soft: !card.isLoud
        }
    }

    DeskButton {
        id: button

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.pad
        anchors.verticalCenter: parent.verticalCenter
        visible: card.canTry
        focusPolicy: Qt.NoFocus
        text: Texts.t("equipment.page.test")
        key: card.selected ? "F6" : ""
        Accessible.name: Texts.t("equipment.page.test") + card.name
        onClicked: card.tried()
    }
}
