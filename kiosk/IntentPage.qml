pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk
import screenkit

/*! What brings you: one dominant answer, the others, and how busy it is. In 大字 four answers, the rest behind 「别的事」. */
SessionPage {
    id: page

    required property HomeModel viewModel

    readonly property bool beside: Theme.kiosk.landscape
    readonly property real half: (page.bodyWidth - Theme.kiosk.gap) / 2
    readonly property bool declared: page.viewModel.priority !== ""

    question: Texts.t("kiosk.intent.question")
    hint: Theme.largePrint ? "" : Texts.t("kiosk.intent.hint")
    backText: ""

    ChoiceRow {
        id: dispute

        width: page.beside ? page.half : parent.width
        height: page.beside ? others.height : Theme.kiosk.px(Theme.largePrint ? 236 : 300)
        dominant: true
        number: page.keyNumber(1)
        picture: "dispute"
        text: Texts.t("kiosk.intent.dispute" + page.inSize)
        examples: Theme.largePrint ? "" : Texts.t("kiosk.intent.dispute_examples")
        px: Theme.kiosk.px(Theme.largePrint ? 84 : 68)
        onClicked: page.viewModel.dispute()
    }

    Grid {
        id: others

        readonly property real room: page.bodyHeight - (note.visible ? note.height + Theme.kiosk.gap : 0)
            - (page.beside ? 0 : y)
        /*! Lines of the height of a choice; the quiet last one of 可以优先 is lower. */
        readonly property int lines: Theme.largePrint ? (page.beside ? 2 : 3) : 2
        readonly property real quiet: Math.max(Theme.kiosk.px(Theme.largePrint ? 150 : 132), Theme.kiosk.touchMin)
        readonly property real line: Math.min(Theme.kiosk.row,
            (others.room - others.quiet - others.lines * Theme.kiosk.gap) / others.lines)
        readonly property real cell: columns === 2 ? (width - spacing) / 2 : width

        x: page.beside ? page.half + Theme.kiosk.gap : 0
        y: page.beside ? 0 : dispute.height + Theme.kiosk.gap
        width: page.beside ? page.half : parent.width
        columns: Theme.largePrint && !page.beside ? 1 : 2
        spacing: Theme.kiosk.gap

        ChoiceRow {
            width: others.cell
            height: others.line
            picture: "consult"
            number: page.keyNumber(2)
            text: Texts.t("kiosk.intent.consult")
            px: Theme.kiosk.px(Theme.largePrint ? 64 : 46)
            examples: Theme.largePrint ? "" : Texts.t("kiosk.intent.consult_examples")
            onClicked: page.viewModel.consult()
        }

        ChoiceRow {
            width: others.cell
            height: others.line
            picture: "progress"
            number: page.keyNumber(3)
            text: Texts.t("kiosk.intent.progress")
            px: Theme.kiosk.px(Theme.largePrint ? 64 : 46)
            examples: Theme.largePrint ? "" : Texts.t("kiosk.intent.progress_examples")
            onClicked: page.viewModel.progress()
        }

        ChoiceRow {
            width: others.cell
            height: others.line
            visible: !Theme.largePrint
            picture: "star"
            number: page.keyNumber(4)
            text: Texts.t("kiosk.home.evaluate")
            px: Theme.kiosk.px(46)
            examples: Texts.t("kiosk.home.evaluate_examples")
            onClicked: page.viewModel.evaluate()
        }

        ChoiceRow {
            width: others.cell
            height: others.line
            visible: !Theme.largePrint
            picture: "person"
            number: page.keyNumber(5)
            text: Texts.t("kiosk.home.meet")
            px: Theme.kiosk.px(46)
            examples: Texts.t("kiosk.home.meet_examples")
            onClicked: page.viewModel.meet()
        }

        ChoiceRow {
            width: others.cell
            height: others.line
            visible: Theme.largePrint
            picture: "others"
            number: page.keyNumber(4)
            text: Texts.t("kiosk.home.others")
            px: Theme.kiosk.px(64)
            onClicked: page.viewModel.others()
        }

        TouchButton {
            width: others.cell
            height: others.quiet
            visible: !Theme.largePrint
            picture: "info"
            text: Texts.t("kiosk.home.about")
            ink: Theme.brand
            onClicked: page.viewModel.about()

            KeyNumber {
                number: page.keyNumber(6)
            }
        }

        TouchButton {
            width: others.cell
            height: Theme.largePrint && page.beside ? others.line : others.quiet
            visible: page.viewModel.hasPriority
            picture: page.declared ? "check" : "first"
            text: page.declared ? Texts.t("kiosk.home.priority_short") : Texts.t("kiosk.home.priority")
            ink: Theme.brand
            strong: page.declared
            Accessible.description: page.viewModel.priority
            onClicked: page.viewModel.declarePriority()

            KeyNumber {
                number: page.keyNumber(Theme.largePrint ? 5 : 7)
            }
        }
    }

    NoteCard {
        id: note

        anchors.bottom: parent.bottom
        width: parent.width
        visible: strongText !== "" || text !== ""
        strongText: page.declared ? Texts.say("kiosk.home.priority_declared", { category: page.viewModel.priority })
            : page.viewModel.waiting
        text: Theme.largePrint ? "" : page.declared ? page.viewModel.waiting : page.viewModel.onDuty
    }
}
