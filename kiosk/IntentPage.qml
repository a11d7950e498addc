import QtQuick
import assets.ui
import kiosk
import screenkit

/*! What brings you: one dominant answer, two others, and how busy it is. */
SessionPage {
    id: page

    required property HomeModel viewModel

    readonly property bool beside: Theme.kiosk.landscape
    readonly property real half: (page.bodyWidth - Theme.kiosk.gap) / 2

    question: Texts.t("kiosk.intent.question")
    hint: Theme.largePrint ? "" : Texts.t("kiosk.intent.hint")
    backText: ""

    ChoiceRow {
        id: dispute

        width: page.beside ? page.half : parent.width
        height: page.beside ? others.height : Theme.kiosk.px(320)
        dominant: true
        picture: "dispute"
        text: Texts.t("kiosk.intent.dispute" + page.inSize)
        examples: Theme.largePrint ? "" : Texts.t("kiosk.intent.dispute_examples")
        px: Theme.kiosk.px(Theme.largePrint ? 84 : 68)
        onClicked: page.viewModel.dispute()
    }

    Column {
        id: others

        readonly property real room: page.bodyHeight - (note.visible ? note.height + Theme.kiosk.gap : 0)

        x: page.beside ? page.half + Theme.kiosk.gap : 0
        y: page.beside ? 0 : dispute.height + Theme.kiosk.gap
        width: page.beside ? page.half : parent.width
        spacing: Theme.kiosk.gap

        ChoiceRow {
            width: parent.width
            height: page.beside ? Math.min(Theme.kiosk.row, (others.room - Theme.kiosk.gap) / 2) : Theme.kiosk.row
            picture: "consult"
            text: Texts.t("kiosk.intent.consult")
            px: Theme.kiosk.px(Theme.largePrint ? 72 : 52)
            examples: Texts.t("kiosk.intent.consult_examples")
            onClicked: page.viewModel.consult()
        }

        ChoiceRow {
            width: parent.width
            height: page.beside ? Math.min(Theme.kiosk.row, (others.room - Theme.kiosk.gap) / 2) : Theme.kiosk.row
            picture: "progress"
            text: Texts.t("kiosk.intent.progress")
            px: Theme.kiosk.px(Theme.largePrint ? 72 : 52)
            examples: Texts.t("kiosk.intent.progress_examples")
            onClicked: page.viewModel.progress()
        }
    }

    NoteCard {
        id: note

        anchors.bottom: parent.bottom
        width: parent.width
        visible: strongText !== "" || text !== ""
        strongText: page.viewModel.waiting
        text: Theme.largePrint ? "" : page.viewModel.onDuty
    }
}
