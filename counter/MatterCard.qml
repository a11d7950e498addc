import QtQuick
import assets.ui
import counter
import screenkit

/*! The matter in the visitor's own words, unmasked for this desk while it serves them. */
Card {
    id: card

    required property ReceptionViewModel viewModel

    readonly property real half: (card.width - 2 * Theme.desk.margin) / 2

    implicitHeight: fields.height + 2 * Theme.desk.px(16)
    clip: true

    function scroll(pixels: real): void {
        page.contentY = Math.max(0, Math.min(page.contentHeight - page.height, page.contentY + pixels))
    }

    Flickable {
        id: page

        anchors.fill: parent
        anchors.margins: Theme.desk.px(16)
        anchors.leftMargin: Theme.desk.margin
        anchors.rightMargin: Theme.desk.margin
        contentHeight: fields.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: fields

            width: card.width - 2 * Theme.desk.margin
            spacing: Theme.desk.px(10)

            SaidLine {
                width: parent.width
                text: card.viewModel.note
            }

            Grid {
                columns: 2
                rowSpacing: Theme.desk.px(7)

                FactLine {
                    width: card.half
                    label: Texts.t("counter.matter.visitor")
                    text: card.viewModel.visitor
                }

                FactLine {
                    width: card.half
                    label: Texts.t("counter.matter.phone")
                    text: card.viewModel.phone
                }

                FactLine {
                    width: card.half
                    label: Texts.t("counter.matter.category")
                    text: card.viewModel.category
                }

                FactLine {
                    width: card.half
                    label: Texts.t("counter.matter.place")
                    text: card.viewModel.place
                }

                FactLine {
                    width: card.half
                    label: Texts.t("counter.matter.people")
                    text: card.viewModel.people
                }

                FactLine {
                    width: card.half
                    label: Texts.t("counter.matter.amount")
                    text: card.viewModel.amount
                }
            }

            FactLine {
                width: parent.width
                label: Texts.t("counter.matter.other_side")
                text: card.viewModel.otherSide
            }

            Rectangle {
                width: parent.width
                height: words.height + 2 * Theme.desk.px(12)
                color: Theme.sunken

                Rectangle {
                    anchors.left: parent.left
                    anchors.top: parent.top
                    anchors.bottom: parent.bottom
                    width: Theme.desk.px(4)
                    color: Theme.brand
                }

                Column {
                    id: words

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.desk.px(18)
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.desk.px(18)
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.desk.px(4)

                    ThemeText {
                        width: parent.width
                        text: card.viewModel.story
                        px: Theme.desk.px(16)
                        lineHeight: 1.1
                        soft: card.viewModel.storyNote === ""
                    }

                    ThemeText {
                        visible: card.viewModel.storyNote !== ""
                        text: card.viewModel.storyNote
                        px: Theme.desk.small
                        soft: true
                    }
                }
            }

            Row {
                visible: card.viewModel.caseCode !== ""
                spacing: Theme.desk.px(24)

                ThemeText {
                    text: card.viewModel.caseCode
                    px: Theme.desk.small
                    soft: true
                }

                ThemeText {
                    text: Texts.t("counter.matter.registered_at") + card.viewModel.registeredAt
                    px: Theme.desk.small
                    soft: true
                }

                ThemeText {
                    visible: card.viewModel.answerBy !== ""
                    text: card.viewModel.answerBy
                    px: Theme.desk.small
                    strong: true
                }
            }
        }
    }

    ScrollMark {
        list: page
    }
}
