pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk
import screenkit

/*! Facts about one centre, a line each, and one way on. */
SessionPage {
    id: page

    required property FactsModel viewModel

    readonly property bool beside: Theme.kiosk.landscape
    /*! In 大字 the label stands over its value. */
    readonly property bool above: Theme.largePrint && !page.beside
    readonly property real labelWidth: page.above ? 0 : Theme.kiosk.px(Theme.largePrint ? 240 : 200)

    readonly property real half: (page.bodyWidth - Theme.kiosk.gap) / 2
    readonly property real lowHeight: Theme.kiosk.px(page.viewModel.bars !== "" ? 240 : 156)

    question: page.viewModel.question

    Rectangle {
        width: parent.width
        height: facts.height
        radius: Theme.kiosk.radius
        color: Theme.surface
        border.width: Math.max(1, Theme.kiosk.px(2))
        border.color: Theme.line

        Column {
            id: facts

            width: parent.width

            Repeater {
                model: page.viewModel.rows

                Item {
                    id: fact

                    required property string label
                    required property string value
                    required property bool known
                    required property int index

                    width: facts.width
                    height: words.y + words.height + fact.pad

                    readonly property real pad: Theme.kiosk.px(page.beside ? 18 : 28)

                    Rectangle {
                        x: Theme.kiosk.px(36)
                        width: parent.width - 2 * x
                        height: Math.max(1, Theme.kiosk.px(2))
                        visible: fact.index > 0
                        color: Theme.line
                    }

                    ThemeText {
                        id: labelText

                        x: Theme.kiosk.px(40)
                        y: fact.pad + (page.above ? 0 : words.px - px)
                        text: fact.label
                        px: Theme.kiosk.px(Theme.largePrint ? 40 : 32)
                        soft: true
                        wrapMode: Text.NoWrap
                    }

                    ThemeText {
                        id: words

                        x: Theme.kiosk.px(40) + page.labelWidth
                        y: fact.pad + (page.above ? labelText.height : 0)
                        width: parent.width - x - Theme.kiosk.px(40)
                        text: fact.value
                        px: Theme.kiosk.px(Theme.largePrint ? 46 : 36)
                        strong: fact.known
                        soft: !fact.known
                    }
                }
            }
        }
    }

    Rectangle {
        id: card

        anchors.bottom: parent.bottom
        width: page.half
        height: page.lowHeight
        visible: page.viewModel.bars !== ""
        radius: Theme.kiosk.radius
        color: Theme.surface
        border.width: Math.max(1, Theme.kiosk.px(2))
        border.color: Theme.line

        QrCode {
            id: code

            x: Theme.kiosk.px(8)
            anchors.verticalCenter: parent.verticalCenter
            bars: page.viewModel.bars
            modules: page.viewModel.modules
            side: parent.height - 2 * x
        }

        ThemeText {
            anchors.left: code.right
            anchors.leftMargin: Theme.kiosk.px(12)
            anchors.right: parent.right
            anchors.rightMargin: Theme.kiosk.px(20)
            anchors.verticalCenter: parent.verticalCenter
            text: Texts.t("kiosk.about.scan" + page.inSize)
        }
    }

    TouchButton {
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: card.visible || page.beside ? page.half : parent.width
        height: page.lowHeight
        picture: page.viewModel.lastPart ? "place" : "forward"
        text: page.viewModel.action
        px: Theme.kiosk.px(Theme.largePrint ? 56 : 46)
        onClicked: page.viewModel.goOn()
    }
}
