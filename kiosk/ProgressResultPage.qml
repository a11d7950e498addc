pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk
import screenkit

/*! How far the matter is: five steps, one sentence, the promised dates, and the way to the road and the evaluation. */
SessionPage {
    id: page

    required property ProgressModel viewModel

    readonly property bool beside: Theme.kiosk.landscape
    readonly property real lowHeight: Theme.kiosk.px(page.beside ? 140 : Theme.largePrint ? 172 : 148)
    readonly property real half: (page.bodyWidth - Theme.kiosk.gap) / 2

    question: Texts.t("kiosk.progress_result.question")
    hint: page.viewModel.caseCode

    Column {
        width: parent.width
        spacing: Theme.kiosk.px(page.beside ? (Theme.largePrint ? 12 : 28) : 44)

        FiveSteps {
            width: parent.width
            visible: page.viewModel.hasRoad || page.viewModel.notes === ""
            words: [Texts.t("kiosk.done.step_1"), Texts.t("kiosk.done.step_2"), Texts.t("kiosk.done.step_3"),
                Texts.t("kiosk.done.step_4"), Texts.t("kiosk.done.step_5")]
            current: page.viewModel.step
        }

        Rectangle {
            width: parent.width
            height: said.height + 2 * Theme.kiosk.px(page.beside ? (Theme.largePrint ? 20 : 32) : 48)
            radius: Theme.kiosk.radius
            color: Theme.surface
            border.width: Math.max(1, Theme.kiosk.px(2))
            border.color: Theme.line

            Column {
                id: said

                x: Theme.kiosk.px(48)
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - 2 * x
                spacing: Theme.kiosk.px(page.beside ? 12 : 20)

                ThemeText {
                    width: parent.width
                    text: page.viewModel.sentence
                    px: Theme.kiosk.title
                    strong: true
                    color: Theme.brandDeep
                }

                ThemeText {
                    width: parent.width
                    visible: text !== ""
                    text: page.viewModel.dates
                    px: Theme.kiosk.px(Theme.largePrint ? 50 : 42)
                    strong: true
                }

                Repeater {
                    model: page.viewModel.notes === "" ? [] : page.viewModel.notes.split("\n")

                    ThemeText {
                        required property string modelData

                        width: said.width
                        text: modelData
                        px: Theme.kiosk.px(Theme.largePrint ? 44 : 36)
                    }
                }

                ThemeText {
                    width: parent.width
                    visible: !page.beside || page.viewModel.notes === ""
                    text: page.viewModel.registered
                    soft: true
                }
            }
        }

        ThemeText {
            width: parent.width
            visible: text !== ""
            text: page.viewModel.trouble !== "" ? page.viewModel.trouble
                : Theme.largePrint && page.viewModel.notes !== "" ? "" : page.viewModel.more
        }

        ThemeText {
            width: parent.width
            text: page.viewModel.asOf
            px: Theme.kiosk.small
            soft: true
        }
    }

    Row {
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        layoutDirection: Qt.RightToLeft
        spacing: Theme.kiosk.gap

        TouchButton {
            visible: page.viewModel.hasRoad
            width: page.viewModel.mayEvaluate || page.beside ? page.half : page.bodyWidth
            height: page.lowHeight
            picture: "progress"
            text: Texts.t("kiosk.progress_result.road")
            px: Theme.kiosk.px(Theme.largePrint ? 52 : 42)
            onClicked: page.viewModel.openRoad()
        }

        TouchButton {
            visible: page.viewModel.mayEvaluate
            width: page.viewModel.hasRoad || page.beside ? page.half : page.bodyWidth
            height: page.lowHeight
            picture: "star"
            text: Texts.t("kiosk.progress_result.evaluate")
            px: Theme.kiosk.px(Theme.largePrint ? 52 : 42)
            onClicked: page.viewModel.evaluate()
        }
    }

    footContent: TouchButton {
        anchors.right: parent.right
        kind: "primary"
        text: Texts.t("kiosk.frame.home")
        onClicked: page.session.leave()
    }
}
