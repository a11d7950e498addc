pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! 不予受理, in place of the card: number keys or arrows choose the reason, and where to go stands beside it. */
Card {
    id: panel

    required property RejectionViewModel viewModel

    readonly property real half: (panel.width - 3 * Theme.desk.margin) / 2

    Component.onCompleted: reasons.forceActiveFocus()

    ChoiceList {
        id: reasons

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.desk.px(12)
        width: panel.half * 1.3
        title: Texts.t("counter.reject.title")
        isNumbered: true
        chosen: panel.viewModel.reason
        model: panel.viewModel.reasons
        onChoose: index => panel.viewModel.chooseReason(index)
    }

    ChoiceList {
        id: referrals

        anchors.left: reasons.right
        anchors.leftMargin: Theme.desk.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: reasons.top
        title: Texts.t("counter.reject.referral")
        chosen: panel.viewModel.referral
        model: panel.viewModel.referrals
        onChoose: index => panel.viewModel.chooseReferral(index)
    }

    Rectangle {
        id: tell

        anchors.left: reasons.left
        anchors.right: referrals.right
        anchors.top: reasons.bottom
        anchors.topMargin: Theme.desk.px(10)
        height: Math.max(Theme.desk.px(48), way.height + 2 * Theme.desk.px(8))
        color: Theme.sunken

        Rectangle {
            anchors.left: parent.left
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            width: Theme.desk.px(4)
            color: Theme.brand
        }

        ThemeText {
            id: tellTitle

            anchors.left: parent.left
            anchors.leftMargin: Theme.desk.px(18)
            anchors.verticalCenter: parent.verticalCenter
            text: Texts.t("counter.reject.tell")
            px: Theme.desk.small
            soft: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            id: way

            anchors.left: tellTitle.right
            anchors.leftMargin: Theme.desk.px(14)
            anchors.right: parent.right
            anchors.rightMargin: Theme.desk.px(14)
            anchors.verticalCenter: parent.verticalCenter
            text: panel.viewModel.way
            px: Theme.desk.body
        }
    }

    DeskEntry {
        id: remark

        anchors.left: tell.left
        anchors.right: tell.right
        anchors.top: tell.bottom
        anchors.topMargin: Theme.desk.px(10)
        label: Texts.t("counter.reject.remark")
        placeholder: Texts.t("counter.reject.remark")
        maximumLength: 200
        onEdited: text => panel.viewModel.writeRemark(text)
    }

    Row {
        id: buttons

        anchors.left: tell.left
        anchors.top: remark.bottom
        anchors.topMargin: Theme.desk.px(12)
        spacing: Theme.desk.px(8)

        DeskButton {
            kind: "primary"
            text: Texts.t("counter.reject.confirm")
            key: "Ctrl+S"
            onClicked: panel.viewModel.confirm()
        }

        DeskButton {
            text: Texts.t("counter.reject.cancel")
            key: "Esc"
            onClicked: panel.viewModel.close()
        }
    }

    ThemeText {
        anchors.left: buttons.right
        anchors.leftMargin: Theme.desk.margin
        anchors.right: tell.right
        anchors.verticalCenter: buttons.verticalCenter
        text: panel.viewModel.problem
        px: Theme.desk.body
        strong: true
    }
}
