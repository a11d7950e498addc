pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk

/*! Where: the banners, the hall's own first and largest, or all towns of one. */
SessionPage {
    id: page

    required property ChoiceModel viewModel

    readonly property int count: page.viewModel.choices.count
    readonly property bool many: page.count > 12
    readonly property int columns: Theme.kiosk.landscape ? (page.many ? 6 : 4) : (page.many ? 3 : 2)
    /*! The dominant one has a line of its own. */
    readonly property int lines: page.viewModel.firstDominant
        ? 1 + Math.ceil((page.count - 1) / page.columns) : Math.ceil(page.count / page.columns)
    readonly property real gap: Theme.kiosk.px(page.many ? 16 : 24)
    readonly property real cellWidth: (page.bodyWidth - (page.columns - 1) * page.gap) / page.columns
    readonly property real cellHeight: Math.min(Theme.kiosk.px(page.many ? 120 : 168),
        (page.bodyHeight - (page.lines - 1) * page.gap) / Math.max(1, page.lines))

    question: page.viewModel.question
    hint: page.viewModel.hint

    Flow {
        width: parent.width
        spacing: page.gap

        Repeater {
            model: page.viewModel.choices

            PlaceTile {
                required property string id
                required property string words
                required property int index
                required dashed
                required selected

                readonly property bool alone: page.viewModel.firstDominant && index === 0
                    || index === page.count - 1 && (page.count - (page.viewModel.firstDominant ? 1 : 0)) % page.columns === 1

                width: alone ? page.bodyWidth : Math.floor(page.cellWidth)
                height: page.cellHeight
                text: words
                number: page.keyNumber(index + 1)
                px: page.viewModel.firstDominant && index === 0 ? Theme.kiosk.title
                    : !page.many ? Theme.kiosk.choice
                    : words.length * Theme.kiosk.body > width - Theme.kiosk.px(36) ? Theme.kiosk.small : Theme.kiosk.body
                onClicked: page.viewModel.choose(id)
            }
        }
    }
}
