import QtQuick
import assets.ui
import kiosk
import screenkit

/*! How far the matter is: five steps, one sentence, the promised date. */
SessionPage {
    id: page

    required property ProgressModel viewModel

    question: Texts.t("kiosk.progress_result.question")
    hint: page.viewModel.caseCode

    Column {
        width: parent.width
        spacing: Theme.kiosk.px(48)

        FiveSteps {
            width: parent.width
            words: [Texts.t("kiosk.done.step_1"), Texts.t("kiosk.done.step_2"), Texts.t("kiosk.done.step_3"),
                Texts.t("kiosk.done.step_4"), Texts.t("kiosk.done.step_5")]
            current: page.viewModel.step
        }

        Rectangle {
            width: parent.width
            height: said.height + 2 * Theme.kiosk.px(48)
            radius: Theme.kiosk.radius
            color: Theme.surface
            border.width: Math.max(1, Theme.kiosk.px(2))
            border.color: Theme.line

            Column {
                id: said

                x: Theme.kiosk.px(48)
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - 2 * x
                spacing: Theme.kiosk.px(20)

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
                    text: page.viewModel.promise
                    px: Theme.kiosk.px(Theme.largePrint ? 50 : 42)
                }

                ThemeText {
                    width: parent.width
                    text: page.viewModel.registered
                    soft: true
                }
            }
        }

        ThemeText {
            width: parent.width
            text: page.viewModel.more
        }

        ThemeText {
            width: parent.width
            text: page.viewModel.asOf
            px: Theme.kiosk.small
            soft: true
        }
    }

    footContent: TouchButton {
        anchors.right: parent.right
        kind: "primary"
        text: Texts.t("kiosk.frame.home")
        onClicked: page.session.leave()
    }
}
