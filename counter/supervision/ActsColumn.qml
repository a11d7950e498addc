pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 下一步: the one thing that the line waits for from this person, then what else they may do, each with its letter. */
Item {
    id: column

    required property SectionViewModel viewModel

    ColumnHead {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        text: Texts.t("counter_supervision.column.next")
    }

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(6)
        spacing: Theme.desk.px(12)

        DeskButton {
            width: parent.width
            height: Theme.desk.px(56)
            visible: column.viewModel.primary !== ""
            kind: "primary"
            strong: true
            focusPolicy: Qt.NoFocus
            text: column.viewModel.primaryTitle
            key: column.viewModel.primaryKey
            onClicked: column.viewModel.act(column.viewModel.primary)
        }

        ThemeText {
            width: parent.width
            visible: column.viewModel.primary === ""
            text: Texts.t("counter_supervision.column.nothing")
            px: Theme.desk.body
            soft: true
        }

        ThemeText {
            width: parent.width
            visible: text !== ""
            text: column.viewModel.said
            px: Theme.desk.body
            strong: true
            color: Theme.brand
        }

        ColumnHead {
            width: parent.width
            visible: acts.count > 0
            text: Texts.t("counter_supervision.column.other")
        }

        Flow {
            width: parent.width
            spacing: Theme.desk.px(8)

            Repeater {
                id: acts

                model: column.viewModel.acts

                DeskButton {
                    required property string name
                    required property string title
                    required property string letter

                    focusPolicy: Qt.NoFocus
                    text: title
                    key: letter
                    onClicked: column.viewModel.act(name)
                }
            }
        }
    }
}
