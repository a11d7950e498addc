pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit
import ".."

/*! A case: its light, what it is about and where, facts, units, clocks, what happened, and what can be done from here. */
Item {
    id: card

    required property BehindViewModel behind

    WaitingNote {
        width: parent.width
        visible: !card.behind.hasCase
        said: card.behind.said
        onAgain: card.behind.again()
    }

    Column {
        id: head

        width: parent.width
        visible: card.behind.hasCase
        spacing: Theme.dispatch.px(4)

        Row {
            spacing: Theme.dispatch.px(14)

            LightMark {
                anchors.verticalCenter: parent.verticalCenter
                light: card.behind.light === "" ? "done" : card.behind.light
                text: card.behind.left
                px: Theme.dispatch.strong
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: card.behind.status
                px: Theme.dispatch.body
                wrapMode: Text.NoWrap
            }
        }

        ThemeText {
            width: parent.width
            text: card.behind.what + "　" + card.behind.where
            px: Theme.dispatch.strong
            strong: true
        }

        ThemeText {
            width: parent.width
            text: [card.behind.code, card.behind.notes].filter((part) => part !== "").join("　")
            px: Theme.dispatch.body
            soft: true
        }
    }

    Flickable {
        id: sheet

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.dispatch.gap
        anchors.bottom: acts.top
        anchors.bottomMargin: Theme.dispatch.gap
        visible: card.behind.hasCase
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: Math.max(state.height, steps.height)

        Column {
            id: state

            width: Math.round(sheet.width * 0.56)
            spacing: Theme.dispatch.px(3)

            CardPart {
                text: Texts.t("dispatch_behind.card.clocks")
            }

            CardNothing {
                visible: card.behind.clocks.count === 0
                text: Texts.t("dispatch_behind.card.no_clocks")
            }

            Repeater {
                model: card.behind.clocks

                CardLine {
                    required property string light

                    sign: light
                }
            }

            CardPart {
                text: Texts.t("dispatch_behind.card.units")
            }

            CardNothing {
                visible: card.behind.units.count === 0
                text: Texts.t("dispatch_behind.card.no_units")
            }

            Repeater {
                model: card.behind.units

                CardLine {}
            }

            CardPart {
                text: Texts.t("dispatch_behind.card.facts")
            }

            Repeater {
                model: card.behind.facts

                CardLine {}
            }
        }

        Column {
            id: steps

            x: state.width + 2 * Theme.dispatch.pad
            width: sheet.width - steps.x
            spacing: Theme.dispatch.px(3)

            CardPart {
                text: Texts.t("dispatch_behind.card.steps")
            }

            Repeater {
                model: card.behind.steps

                CardLine {}
            }
        }
    }

    Flow {
        id: acts

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: card.behind.hasCase && card.behind.acts.count > 0
        height: visible ? implicitHeight : 0
        spacing: Theme.dispatch.px(10)

        Repeater {
            model: card.behind.acts

            DispatchButton {
                id: button

                required property int index
                required property string act
                required property string name

                text: button.name
                kind: button.index === 0 ? "primary" : "plain"
                px: Theme.dispatch.body
                onClicked: card.behind.act(button.act)
            }
        }
    }

    component CardPart: ThemeText {
        topPadding: Theme.dispatch.px(10)
        px: Theme.dispatch.small
        soft: true
    }

    component CardNothing: ThemeText {
        px: Theme.dispatch.body
        soft: true
    }
}
