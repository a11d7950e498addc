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

        NoteCard {
            width: parent.width
            strongText: page.viewModel.sentence
            text: page.viewModel.promise
        }

        ThemeText {
            width: parent.width
            text: page.viewModel.registered
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
