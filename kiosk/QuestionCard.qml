import QtQuick
import assets.ui

/*! A question over the page: it must be answered before anything else. The first answer is the safe one. */
Item {
    id: card

    property string title: ""
    property string words: ""
    property string safeText: ""
    property string otherText: ""
    property string picture: ""
    /*! Digits that count down; empty for none. */
    property string count: ""

    signal safe()
    signal other()
    /*! The ground beside the card was touched: somebody is there. */
    signal beside()

    Rectangle {
        anchors.fill: parent
        color: Theme.veil

        MouseArea {
            anchors.fill: parent
            onClicked: card.beside()
        }
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.kiosk.margin, Theme.kiosk.px(1100))
        height: lines.height + 2 * Theme.kiosk.px(64)
        radius: Theme.kiosk.radius
        color: Theme.surface

        Accessible.role: Accessible.Dialog
        Accessible.name: card.title

        MouseArea {
            anchors.fill: parent
        }

        Column {
            id: lines

            anchors.centerIn: parent
            width: parent.width - 2 * Theme.kiosk.px(56)
            spacing: Theme.kiosk.px(36)

            Pictogram {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: card.picture !== ""
                picture: card.picture
                size: Theme.kiosk.px(120)
                ink: Theme.help
            }

            ThemeText {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: card.count !== ""
                text: card.count
                px: Theme.kiosk.px(150)
                strong: true
                color: Theme.brand
            }

            ThemeText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: card.title
                px: Theme.kiosk.px(Theme.largePrint ? 68 : 62)
                strong: true
                Accessible.role: Accessible.Heading
            }

            ThemeText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: card.words
                px: Theme.kiosk.px(Theme.largePrint ? 46 : 38)
            }

            Column {
                width: parent.width
                spacing: Theme.kiosk.gap
                topPadding: Theme.kiosk.px(12)

                TouchButton {
                    width: parent.width
                    height: Math.max(Theme.kiosk.px(172), Theme.kiosk.barButton)
                    kind: "primary"
                    text: card.safeText
                    px: Theme.kiosk.title
                    onClicked: card.safe()
                }

                TouchButton {
                    width: parent.width
                    visible: card.otherText !== ""
                    text: card.otherText
                    onClicked: card.other()
                }
            }
        }
    }
}
