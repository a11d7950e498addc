pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 批量办理 beside the list: which act, one question that says how many, and what was refused with its sentence. */
Card {
    id: panel

    required property BatchViewModel viewModel

    signal closed()

    Keys.onPressed: event => {
        const digit = event.key - Qt.Key_1
        event.accepted = true
        if (digit >= 0 && digit < 9)
            panel.viewModel.choose(digit)
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            panel.viewModel.confirm()
        else if (event.key === Qt.Key_Escape)
            panel.viewModel.close()
        else if (event.key === Qt.Key_Down || event.key === Qt.Key_Up)
            refused.contentY = Math.max(0, Math.min(refused.contentHeight - refused.height,
                refused.contentY + (event.key === Qt.Key_Down ? 1 : -1) * Theme.desk.px(60)))
        else
            event.accepted = false
    }

    Connections {
        target: panel.viewModel

        function onChanged(): void {
            if (panel.viewModel.panel === "")
                panel.closed()
        }
    }

    ThemeText {
        id: title

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.pad
        text: panel.viewModel.question !== "" ? panel.viewModel.question : Texts.t("counter_casework.batch.title")
        px: Theme.desk.title
        strong: true
    }

    ThemeText {
        id: said

        anchors.left: title.left
        anchors.right: title.right
        anchors.top: title.bottom
        anchors.topMargin: Theme.desk.px(8)
        visible: text !== ""
        text: panel.viewModel.said !== "" ? panel.viewModel.said
            : panel.viewModel.panel === "choose" ? Texts.t("counter_casework.batch.hint")
            : panel.viewModel.panel === "confirm" ? Texts.t("counter_casework.batch.note") : ""
        px: Theme.desk.body
        soft: panel.viewModel.said === ""
    }

    Column {
        id: choices

        anchors.left: title.left
        anchors.right: title.right
        anchors.top: said.bottom
        anchors.topMargin: Theme.desk.gap
        visible: panel.viewModel.panel === "choose"
        spacing: Theme.desk.px(8)

        Repeater {
            model: panel.viewModel.choices

            DeskButton {
                id: choice

                required property int index
                required property string name

                width: choices.width
                text: choice.name
                note: String(choice.index + 1)
                focusPolicy: Qt.NoFocus
                onClicked: panel.viewModel.choose(choice.index)
            }
        }
    }

    ListView {
        id: refused

        anchors.left: title.left
        anchors.right: title.right
        anchors.rightMargin: Theme.desk.px(6)
        anchors.top: said.bottom
        anchors.topMargin: Theme.desk.gap
        anchors.bottom: buttons.top
        anchors.bottomMargin: Theme.desk.gap
        visible: panel.viewModel.panel === "result"
        clip: true
        spacing: Theme.desk.px(10)
        boundsBehavior: Flickable.StopAtBounds
        model: panel.viewModel.refused

        delegate: Column {
            id: line

            required property string code
            required property string sentence

            width: refused.width

            ThemeText {
                text: line.code
                px: Theme.desk.body
                strong: true
                wrapMode: Text.NoWrap
            }

            ThemeText {
                width: parent.width
                text: line.sentence
                px: Theme.desk.small
            }
        }
    }

    ScrollMark {
        list: refused
        visible: refused.visible && refused.contentHeight > refused.height + 1
    }

    Row {
        id: buttons

        anchors.left: title.left
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.pad
        spacing: Theme.desk.px(8)

        DeskButton {
            visible: panel.viewModel.panel !== "choose" || panel.viewModel.said !== ""
            kind: "primary"
            focusPolicy: Qt.NoFocus
            text: panel.viewModel.panel === "confirm" ? Texts.t("counter_casework.batch.confirm") : Texts.t("counter_casework.batch.close")
            note: "Enter"
            onClicked: panel.viewModel.confirm()
        }

        DeskButton {
            visible: panel.viewModel.panel !== "result" && panel.viewModel.question !== "" || panel.viewModel.panel === "choose" && panel.viewModel.said === ""
            focusPolicy: Qt.NoFocus
            text: Texts.t("counter_casework.batch.cancel")
            note: "Esc"
            onClicked: panel.viewModel.close()
        }
    }
}
