pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk

/*! Facts about one centre, a line each, and one way on. */
SessionPage {
    id: page

    required property FactsModel viewModel

    readonly property bool beside: Theme.kiosk.landscape
    /*! In 大字 the label stands over its value. */
    readonly property bool above: Theme.largePrint && !page.beside
    readonly property real labelWidth: page.above ? 0 : Theme.kiosk.px(Theme.largePrint ? 240 : 200)

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

    TouchButton {
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: page.beside ? Theme.kiosk.px(900) : parent.width
        height: Theme.kiosk.px(page.beside ? 132 : Theme.largePrint ? 180 : 156)
        picture: page.viewModel.lastPart ? "place" : "forward"
        text: page.viewModel.action
        px: Theme.kiosk.title
        onClicked: page.viewModel.goOn()
    }
}
