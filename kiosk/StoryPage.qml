import QtQuick
import assets.ui
import kiosk

/*! What happened, in the citizen's own words, or 「请工作人员帮我填」. */
SessionPage {
    id: page

    required property FieldModel viewModel

    readonly property bool narrow: Theme.kiosk.landscape

    question: page.viewModel.question
    suggested: page.viewModel.suggested
    hint: page.narrow && page.keyboardHeight > 0 ? "" : page.viewModel.hint


    StoryEntry {
        id: entry

        width: page.narrow ? parent.width - buttons.width - Theme.kiosk.gap : parent.width
        height: page.narrow ? parent.height - (note.visible ? note.height + Theme.kiosk.px(16) : 0)
            : Math.min(Theme.kiosk.px(560), parent.height - buttons.height - Theme.kiosk.px(40)
                - (note.visible ? note.height + Theme.kiosk.px(16) : 0))
        label: page.viewModel.label
        placeholder: page.viewModel.placeholder
        px: Theme.kiosk.px(Theme.largePrint ? 52 : 42)
        maximumLength: page.viewModel.maximumLength
        focus: true
        onEdited: text => page.viewModel.write(text)
    }

    ThemeText {
        id: note

        anchors.top: entry.bottom
        anchors.topMargin: Theme.kiosk.px(16)
        width: parent.width
        visible: text !== ""
        text: page.viewModel.note !== "" ? page.viewModel.note : page.viewModel.room
        color: page.viewModel.note !== "" ? Theme.brandDeep : Theme.inkSoft
        strong: page.viewModel.note !== ""
    }

    AnswerButtons {
        id: buttons

        width: page.narrow ? Theme.kiosk.px(1000) : parent.width
        anchors.right: parent.right
        y: page.narrow ? 0 : (note.visible ? note.y + note.height : entry.height) + Theme.kiosk.px(40)
        openText: page.viewModel.openText
        onLeaveOpen: page.viewModel.leaveOpen()
        onGoOn: page.viewModel.goOn()
    }

    Connections {
        target: page.viewModel

        function onReplaced(text: string): void {
            entry.text = text
        }
    }

    Component.onCompleted: {
        entry.text = page.viewModel.firstText
        entry.toEnd()
        entry.forceActiveFocus()
    }
}
