pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk

/*! A question with a few answers over the whole width; every page of choices in 大字. */
SessionPage {
    id: page

    required property ChoiceModel viewModel

    readonly property int columns: Theme.kiosk.landscape ? 2 : 1
    readonly property int lines: Math.ceil(page.viewModel.choices.count / page.columns)
    readonly property real noteHeight: note.visible ? note.height + Theme.kiosk.gap : 0
    readonly property real rowHeight: Math.min(Theme.kiosk.row,
        (page.bodyHeight - page.noteHeight - (page.lines - 1) * Theme.kiosk.gap) / Math.max(1, page.lines))

    question: page.viewModel.question
    hint: page.viewModel.hint

    Grid {
        id: answers

        width: parent.width
        columns: page.columns
        spacing: Theme.kiosk.gap

        Repeater {
            model: page.viewModel.choices

            ChoiceRow {
                required property string id
                required property string words
                required property int index
                required picture
                required examples
                required dashed
                required selected

                width: (answers.width - (page.columns - 1) * Theme.kiosk.gap) / page.columns
                height: page.rowHeight
                text: words
                number: page.keyNumber(index + 1)
                // A long name stays in one line.
                px: Theme.largePrint && words.length > 9 ? Theme.kiosk.px(60) : Theme.kiosk.choice
                onClicked: page.viewModel.choose(id)
            }
        }
    }

    ThemeText {
        id: note

        anchors.top: answers.bottom
        anchors.topMargin: Theme.kiosk.gap
        width: parent.width
        visible: page.viewModel.note !== ""
        text: page.viewModel.note
        soft: true
    }
}
