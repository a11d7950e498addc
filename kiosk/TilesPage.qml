pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk

/*! A question with a dozen answers, each drawn (the categories). */
SessionPage {
    id: page

    required property ChoiceModel viewModel

    readonly property int columns: Theme.kiosk.landscape ? 6 : 3
    readonly property int lines: Math.ceil(page.viewModel.choices.count / page.columns)

    question: page.viewModel.question
    hint: page.viewModel.hint

    Grid {
        id: answers

        width: parent.width
        columns: page.columns
        spacing: Theme.kiosk.gap

        Repeater {
            model: page.viewModel.choices

            ChoiceTile {
                required property string id
                required property string words
                required property int index
                required picture
                required examples
                required dashed
                required selected

                width: (answers.width - (page.columns - 1) * Theme.kiosk.gap) / page.columns
                height: Math.min(Theme.kiosk.px(Theme.kiosk.landscape ? 330 : 276),
                    (page.bodyHeight - (page.lines - 1) * Theme.kiosk.gap) / Math.max(1, page.lines))
                text: words
                number: page.keyNumber(index + 1)
                onClicked: page.viewModel.choose(id)
            }
        }
    }
}
