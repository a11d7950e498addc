import QtQuick
import assets.ui
import kiosk
import screenkit

/*! A few words with an evaluation, in the citizen's own words, or none. */
SessionPage {
    id: page

    required property RemarkModel viewModel

    readonly property bool narrow: Theme.kiosk.landscape

    question: page.viewModel.question
    suggested: page.viewModel.suggested
    hint: page.narrow && page.keyboardHeight > 0 ? "" : page.viewModel.hint

    StoryEntry {
        id: entry

        width: page.narrow ? parent.width - buttons.width - Theme.kiosk.gap : parent.width
        height: page.narrow ? parent.height - (room.visible ? room.height + Theme.kiosk.px(16) : 0)
            : Math.min(Theme.kiosk.px(560), parent.height - buttons.height - Theme.kiosk.px(40)
                - (room.visible ? room.height + Theme.kiosk.px(16) : 0))
        label: page.viewModel.label
        placeholder: page.viewModel.placeholder
        px: Theme.kiosk.px(Theme.largePrint ? 52 : 42)
        maximumLength: page.viewModel.maximumLength
        focus: true
        onEdited: text => page.viewModel.write(text)
    }

    ThemeText {
        id: room

        anchors.top: entry.bottom
        anchors.topMargin: Theme.kiosk.px(16)
        width: parent.width
        visible: text !== ""
        text: page.viewModel.room
        soft: true
    }

    AnswerButtons {
        id: buttons

        width: page.narrow ? Theme.kiosk.px(1000) : parent.width
        anchors.right: parent.right
        y: page.narrow ? 0 : (room.visible ? room.y + room.height : entry.height) + Theme.kiosk.px(40)
        openText: page.viewModel.openText
        nextText: Texts.t("kiosk.evaluate_text.send")
        onLeaveOpen: page.viewModel.leaveOpen()
        onGoOn: page.viewModel.goOn()
    }

    Component.onCompleted: {
        entry.text = page.viewModel.firstText
        entry.toEnd()
        entry.forceActiveFocus()
    }
}
