pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 下一步: the one thing that the case waits for from this person, then what else they may do, each with its letter. */
Item {
    id: column

    required property CaseViewModel viewModel

    ColumnHead {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        text: Texts.t("counter_casework.column.next")
    }

    DeskButton {
        id: primary

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(6)
        height: Theme.desk.px(56)
        visible: column.viewModel.primary !== ""
        kind: "primary"
        strong: true
        focusPolicy: Qt.NoFocus
        text: column.viewModel.primaryTitle
        note: "Enter"
        key: column.viewModel.primaryKey
        onClicked: column.viewModel.actPrimary()
    }

    ThemeText {
        id: waits

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: primary.visible ? primary.bottom : head.bottom
        anchors.topMargin: Theme.desk.px(8)
        text: column.viewModel.waits !== "" ? column.viewModel.waits
            : column.viewModel.isThere && column.viewModel.primary === "" ? Texts.t("counter_casework.column.no_act") : ""
        px: Theme.desk.body
        strong: column.viewModel.primary === ""
        soft: column.viewModel.primary !== ""
    }

    ThemeText {
        id: said

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: waits.bottom
        anchors.topMargin: Theme.desk.px(8)
        text: column.viewModel.said
        px: Theme.desk.body
        strong: true
        color: Theme.brand
        visible: text !== ""
    }

    ColumnHead {
        id: others

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: said.visible ? said.bottom : waits.bottom
        anchors.topMargin: Theme.desk.px(16)
        visible: acts.count > 0
        text: Texts.t("counter_casework.column.other")
    }

    Flow {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: others.bottom
        anchors.topMargin: Theme.desk.px(6)
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
