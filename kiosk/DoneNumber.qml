import QtQuick
import assets.ui
import kiosk
import screenkit

/*! The ticket on the screen: the number in the largest type, how many, how long, where; or where to get a number. */
Rectangle {
    id: card

    required property DoneModel viewModel

    readonly property bool hasNumber: card.viewModel.number !== ""
    readonly property bool hasCode: card.viewModel.phoneBars !== ""

    height: card.hasNumber ? numbered.height : instead.height + 2 * Theme.kiosk.px(56)
    radius: Theme.kiosk.radius
    color: Theme.surface
    border.width: Math.max(1, Theme.kiosk.px(2))
    border.color: Theme.line

    Column {
        id: numbered

        width: parent.width
        visible: card.hasNumber
        topPadding: Theme.kiosk.px(Theme.largePrint ? 28 : 44)
        bottomPadding: Theme.kiosk.px(Theme.largePrint ? 28 : 36)

        // Where no ticket came out, this is the ticket: the number, and the code that would stand below it.
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            bottomPadding: card.hasCode ? Theme.kiosk.px(24) : 0
            spacing: Theme.kiosk.px(40)

            Column {
                id: words

                anchors.verticalCenter: parent.verticalCenter
                readonly property real room: card.hasCode ? card.width * 0.56 : card.width

                ThemeText {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: Texts.t("kiosk.done.your_number")
                    px: Theme.kiosk.px(36)
                    soft: true
                }

                ThemeText {
                    anchors.horizontalCenter: parent.horizontalCenter
                    height: px * 1.1
                    verticalAlignment: Text.AlignVCenter
                    text: card.viewModel.number
                    px: Math.min(Theme.kiosk.px(Theme.largePrint ? 270 : 300), words.room / Math.max(4, text.length) * 1.36)
                    strong: true
                    color: Theme.brandDeep
                    wrapMode: Text.NoWrap
                }
            }

            Column {
                visible: card.hasCode
                spacing: Theme.kiosk.px(4)

                QrCode {
                    anchors.horizontalCenter: parent.horizontalCenter
                    side: Theme.kiosk.px(252)
                    bars: card.viewModel.phoneBars
                    modules: Math.max(21, card.viewModel.phoneModules)
                }

                ThemeText {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: Texts.t("kiosk.done.phone")
                    px: Theme.kiosk.px(Theme.largePrint ? 36 : 30)
                    wrapMode: Text.NoWrap
                }
            }
        }

        Rectangle {
            width: parent.width
            height: Math.max(1, Theme.kiosk.px(2))
            color: Theme.line
        }

        // A number for another day: the day in the place of the wait.
        Column {
            width: parent.width
            visible: card.viewModel.day !== ""
            topPadding: Theme.kiosk.px(Theme.largePrint ? 18 : 24)

            ThemeText {
                anchors.horizontalCenter: parent.horizontalCenter
                text: Texts.t("kiosk.done.day_label")
                px: Theme.kiosk.px(Theme.largePrint ? 38 : 32)
                soft: true
            }

            ThemeText {
                anchors.horizontalCenter: parent.horizontalCenter
                text: card.viewModel.day
                px: Theme.kiosk.px(96)
                strong: true
                color: Theme.brandDeep
                wrapMode: Text.NoWrap
            }

            ThemeText {
                anchors.horizontalCenter: parent.horizontalCenter
                text: card.viewModel.dayTime
                px: Theme.kiosk.px(Theme.largePrint ? 46 : 40)
            }
        }

        Row {
            width: parent.width
            visible: card.viewModel.day === ""
            topPadding: Theme.kiosk.px(Theme.largePrint ? 22 : 32)

            StatCell {
                width: parent.width * 0.29
                label: Texts.t("kiosk.done.ahead")
                number: card.viewModel.aheadNumber
                words: card.viewModel.aheadWords
            }

            StatCell {
                width: parent.width * 0.36
                label: Texts.t("kiosk.done.wait")
                number: card.viewModel.waitNumber
                words: card.viewModel.waitWords
            }

            StatCell {
                width: parent.width * 0.35
                label: Texts.t("kiosk.done.where")
                words: card.viewModel.where
            }
        }
    }

    Column {
        id: instead

        anchors.centerIn: parent
        width: parent.width - 2 * Theme.kiosk.px(56)
        visible: !card.hasNumber
        spacing: Theme.kiosk.px(28)

        ThemeText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: card.viewModel.goTo
            px: Theme.kiosk.px(104)
            strong: true
            color: Theme.brandDeep
        }

        ThemeText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: card.viewModel.goWhy
            px: Theme.kiosk.px(Theme.largePrint ? 46 : 38)
        }
    }
}
