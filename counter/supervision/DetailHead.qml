pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! What the chosen line is, and the two ways further into it. */
Item {
    id: head

    required property DetailViewModel viewModel
    property bool isWriting: false

    implicitHeight: Math.max(words.height, ways.height)

    Flow {
        id: words

        anchors.left: parent.left
        anchors.right: ways.left
        anchors.rightMargin: Theme.desk.px(8)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(8)

        ThemeText {
            width: Math.min(implicitWidth, words.width)
            text: head.viewModel.title
            px: Theme.desk.strong
            strong: true
        }

        ThemeText {
            height: Theme.desk.px(26)
            verticalAlignment: Text.AlignVCenter
            visible: text !== ""
            text: head.viewModel.code
            px: Theme.desk.body
            soft: true
            wrapMode: Text.NoWrap
        }

        Repeater {
            model: head.viewModel.chips

            Item {
                id: chip

                required property string word

                width: pill.width
                height: Theme.desk.px(26)

                Chip {
                    id: pill

                    anchors.verticalCenter: parent.verticalCenter
                    text: chip.word
                }
            }
        }
    }

    Row {
        id: ways

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(6)

        DeskButton {
            visible: head.viewModel.hasHow
            enabled: !head.isWriting
            height: Theme.desk.px(34)
            focusPolicy: Qt.NoFocus
            strong: head.viewModel.isExplaining
            text: Texts.t("counter_supervision.column.how")
            key: "H"
            onClicked: head.viewModel.explain()
        }

        DeskButton {
            visible: head.viewModel.hasCase
            height: Theme.desk.px(34)
            focusPolicy: Qt.NoFocus
            text: Texts.t("counter_supervision.column.open_case")
            note: "Enter"
            onClicked: head.viewModel.openCase()
        }
    }
}
