pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! The right column: what will change, old and new; what is wrong with it; why; and the keys that save or give up. */
Rectangle {
    id: column

    required property AdministrationViewModel viewModel

    function goToWhy(): void {
        why.forceActiveFocus(Qt.TabFocusReason)
    }

    color: Theme.sunken

    Rectangle {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.edge
        color: Theme.line
    }

    ColumnHead {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.pad
        text: Texts.t("policy.page.changes")
    }

    ThemeText {
        anchors.left: head.left
        anchors.right: head.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(6)
        visible: !column.viewModel.hasChanges
        text: Texts.t("policy.page.none_changed")
        px: Theme.desk.body
        soft: true
    }

    ListView {
        id: list

        anchors.left: head.left
        anchors.right: head.right
        anchors.rightMargin: Theme.desk.px(8)
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(6)
        anchors.bottom: form.top
        anchors.bottomMargin: Theme.desk.gap
        clip: true
        spacing: Theme.desk.px(6)
        boundsBehavior: Flickable.StopAtBounds
        model: column.viewModel.changes

        delegate: Card {
            id: change

            required property string what
            required property string was
            required property string willBe

            width: list.width
            height: words.height + 2 * Theme.desk.px(8)

            Column {
                id: words

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.desk.px(8)
                spacing: Theme.desk.px(2)

                ThemeText {
                    width: parent.width
                    text: change.what
                    px: Theme.desk.small
                    soft: true
                }

                ThemeText {
                    width: parent.width
                    visible: change.was !== ""
                    text: change.was
                    px: Theme.desk.body
                    soft: true
                    font.strikeout: true
                }

                ThemeText {
                    width: parent.width
                    visible: change.willBe !== ""
                    text: change.willBe
                    px: Theme.desk.body
                    strong: true
                }
            }
        }
    }

    ScrollMark {
        list: list
    }

    Column {
        id: form

        anchors.left: head.left
        anchors.right: head.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.pad
        spacing: Theme.desk.px(8)

        SaidLine {
            width: parent.width
            text: column.viewModel.mistake !== "" ? column.viewModel.mistake : column.viewModel.said
        }

        ThemeText {
            width: parent.width
            text: Texts.t("policy.page.why")
            px: Theme.desk.small
            soft: true
        }

        Item {
            width: parent.width
            height: why.height

            DeskEntry {
                id: why

                anchors.left: parent.left
                anchors.right: parent.right
                label: Texts.t("policy.page.why")
                placeholder: Texts.t("policy.page.why_hint")
                maximumLength: column.viewModel.whyMax
                onEdited: text => column.viewModel.setWhy(text)
                onAccepted: column.viewModel.save()
            }

            KeyHint {
                anchors.right: parent.right
                anchors.rightMargin: Theme.desk.px(8)
                anchors.verticalCenter: parent.verticalCenter
                visible: !why.activeFocus && why.text === ""
                key: "F9"
            }

            Connections {
                target: column.viewModel

                function onDiscarded(): void {
                    why.clear()
                }

                function onWhyWanted(): void {
                    column.goToWhy()
                }
            }
        }

        DeskButton {
            width: parent.width
            kind: "primary"
            text: Texts.t("policy.page.save")
            key: "F10"
            enabled: column.viewModel.hasChanges && column.viewModel.mistake === ""
            onClicked: column.viewModel.save()
        }

        DeskButton {
            width: parent.width
            text: Texts.t("policy.page.discard")
            key: "F8"
            onClicked: column.viewModel.discard()
        }
    }
}
