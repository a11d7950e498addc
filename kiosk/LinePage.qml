pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk
import screenkit

/*! A question answered in one line: the other side, the name. Words under the field are for those who do not type. */
SessionPage {
    id: page

    required property FieldModel viewModel

    readonly property bool beside: Theme.kiosk.landscape
    readonly property bool writing: page.keyboardHeight > 0

    question: page.viewModel.question
    suggested: page.viewModel.suggested
    hint: page.beside && page.writing ? "" : page.viewModel.hint


    TextEntry {
        id: entry

        width: parent.width - (page.beside ? buttons.width + Theme.kiosk.gap : 0)
            - (dot.visible ? dot.width + Theme.kiosk.gap : 0)
        height: page.beside ? Math.max(entry.implicitHeight, buttons.height) : entry.implicitHeight
        label: page.viewModel.label
        placeholder: page.viewModel.placeholder
        maximumLength: page.viewModel.maximumLength
        focus: true
        onEdited: text => page.viewModel.write(text)
        onAccepted: page.viewModel.goOn()
    }

    ThemeText {
        id: note

        anchors.top: entry.bottom
        anchors.topMargin: Theme.kiosk.px(16)
        width: parent.width
        visible: text !== ""
        text: page.viewModel.note !== "" ? page.viewModel.note : page.viewModel.offer
        color: page.viewModel.note !== "" ? Theme.brandDeep : Theme.inkSoft
        strong: page.viewModel.note !== ""
    }

    TouchButton {
        id: dot

        anchors.left: entry.right
        anchors.leftMargin: Theme.kiosk.gap
        visible: page.viewModel.dot !== ""
        width: height
        height: entry.height
        text: page.viewModel.dot
        px: Theme.kiosk.title
        strong: true
        focusPolicy: Qt.TabFocus
        Accessible.name: Texts.t("kiosk.name.dot_name")
        onClicked: {
            entry.insert(page.viewModel.dot)
            page.viewModel.write(entry.text)
        }
    }

    Grid {
        id: words

        anchors.top: note.visible ? note.bottom : entry.bottom
        anchors.topMargin: Theme.kiosk.gap
        width: parent.width
        columns: page.beside ? 6 : 3
        spacing: Theme.kiosk.gap
        // With the keyboard up there is room for writing or for touching, and the citizen has chosen.
        visible: page.viewModel.words !== "" && !(page.writing && (Theme.largePrint || page.beside))

        Repeater {
            model: page.viewModel.words !== "" ? page.viewModel.words.split("\n") : []

            TouchButton {
                required property string modelData

                width: Math.floor((words.width - (words.columns - 1) * Theme.kiosk.gap) / words.columns)
                height: Math.max(Theme.kiosk.px(132), Theme.kiosk.touchMin)
                text: modelData
                pad: Theme.kiosk.px(12)
                onClicked: {
                    entry.text = modelData
                    page.viewModel.write(modelData)
                }
            }
        }
    }

    AnswerButtons {
        id: buttons

        anchors.right: parent.right
        width: page.beside ? Theme.kiosk.px(1000) : parent.width
        y: page.beside ? 0
            : (words.visible ? words.y + words.height : note.visible ? note.y + note.height : entry.height) + Theme.kiosk.px(40)
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
        if (page.viewModel.writesAtOnce)
            entry.forceActiveFocus()
    }
}
