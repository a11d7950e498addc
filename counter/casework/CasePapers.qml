pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 文书: a strip under the next step, and with Ctrl+P the papers of the case: what may be made now by its letter, what is
    issued by its digit to be printed again, and the file to be bound. */
Item {
    id: papers

    required property CasePapersViewModel viewModel
    required property MaterialsViewModel shots

    Card {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: strip.top
        anchors.bottomMargin: Theme.desk.px(8)
        visible: papers.viewModel.isOpen

        ThemeText {
            id: title

            anchors.left: parent.left
            anchors.top: parent.top
            anchors.margins: Theme.desk.pad
            text: Texts.t("counter_papers.papers.head")
            px: Theme.desk.title
            strong: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            anchors.right: parent.right
            anchors.rightMargin: Theme.desk.pad
            anchors.verticalCenter: title.verticalCenter
            text: Texts.t("counter_casework.column.back_hint")
            px: Theme.desk.small
            soft: true
            wrapMode: Text.NoWrap
        }

        ColumnHead {
            id: makeHead

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: title.bottom
            anchors.margins: Theme.desk.pad
            anchors.topMargin: Theme.desk.px(8)
            visible: choices.count > 0
            text: Texts.t("counter_papers.papers.choose")
        }

        Flow {
            id: make

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: makeHead.bottom
            anchors.margins: Theme.desk.pad
            anchors.topMargin: Theme.desk.px(4)
            spacing: Theme.desk.px(6)

            Repeater {
                id: choices

                model: papers.viewModel.choices

                DeskButton {
                    required property int index
                    required property string name
                    required property string letter

                    focusPolicy: Qt.NoFocus
                    text: name
                    key: papers.viewModel.isOpen ? letter : ""
                    onClicked: papers.viewModel.make(index)
                }
            }
        }

        ColumnHead {
            id: issuedHead

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: make.bottom
            anchors.margins: Theme.desk.pad
            text: Texts.t("counter_papers.papers.issued_head")
            note: list.count > 0 ? list.count : ""
        }

        ThemeText {
            anchors.left: parent.left
            anchors.top: issuedHead.bottom
            anchors.margins: Theme.desk.pad
            anchors.topMargin: Theme.desk.px(4)
            visible: list.count === 0
            text: Texts.t("counter_papers.papers.none")
            px: Theme.desk.small
            soft: true
        }

        ListView {
            id: list

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: issuedHead.bottom
            anchors.bottom: parent.bottom
            anchors.margins: Theme.desk.pad
            anchors.topMargin: Theme.desk.px(4)
            clip: true
            spacing: Theme.desk.px(4)
            boundsBehavior: Flickable.StopAtBounds
            model: papers.viewModel.rows

            delegate: Item {
                id: line

                required property int index
                required property string name
                required property string note
                required property bool isIssued
                required property string sign

                width: list.width
                height: Math.max(again.height, words.height)

                Column {
                    id: words

                    anchors.left: parent.left
                    anchors.right: sign.visible ? sign.left : again.left
                    anchors.rightMargin: Theme.desk.px(8)
                    anchors.verticalCenter: parent.verticalCenter

                    ThemeText {
                        width: parent.width
                        text: line.name
                        px: Theme.desk.body
                        strong: line.isIssued
                        soft: !line.isIssued
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }

                    ThemeText {
                        width: parent.width
                        text: line.note
                        px: Theme.desk.small
                        soft: true
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                }

                DeskButton {
                    id: sign

                    anchors.right: again.left
                    anchors.rightMargin: Theme.desk.px(4)
                    anchors.verticalCenter: parent.verticalCenter
                    visible: line.sign !== ""
                    focusPolicy: Qt.NoFocus
                    kind: "quiet"
                    text: line.sign
                    key: papers.viewModel.isOpen && line.index < 9 ? "Alt+" + (line.index + 1) : ""
                    onClicked: papers.viewModel.sign(line.index)
                }

                DeskButton {
                    id: again

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    visible: line.isIssued
                    focusPolicy: Qt.NoFocus
                    kind: "quiet"
                    text: Texts.t("counter_papers.papers.again")
                    key: papers.viewModel.isOpen && line.index < 9 ? String(line.index + 1) : ""
                    onClicked: papers.viewModel.reprint(line.index)
                }
            }
        }
    }

    SigningPanel {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: strip.top
        anchors.bottomMargin: Theme.desk.px(8)
        visible: papers.viewModel.signing.isOpen
        viewModel: papers.viewModel.signing
    }

    ReceiptPanel {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: strip.top
        anchors.bottomMargin: Theme.desk.px(8)
        visible: papers.viewModel.receipt.isOpen
        viewModel: papers.viewModel.receipt
    }

    Column {
        id: strip

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        spacing: Theme.desk.px(6)

        ThemeText {
            width: parent.width
            visible: text !== ""
            text: papers.viewModel.said
            px: Theme.desk.small
            strong: true
            color: Theme.brand
        }

        Flow {
            width: parent.width
            spacing: Theme.desk.px(8)

            DeskButton {
                visible: papers.viewModel.isThere
                focusPolicy: Qt.NoFocus
                kind: "quiet"
                text: Texts.t("counter_papers.papers.head")
                key: "Ctrl+P"
                onClicked: papers.viewModel.open()
            }

            DeskButton {
                visible: papers.viewModel.receipt.isOffered
                focusPolicy: Qt.NoFocus
                kind: "quiet"
                text: Texts.t("counter_papers.receipt.name")
                key: "Ctrl+R"
                onClicked: papers.viewModel.openReceipt()
            }

            DeskButton {
                visible: papers.viewModel.canBind
                focusPolicy: Qt.NoFocus
                kind: "quiet"
                text: Texts.t("counter_papers.papers.bind")
                key: "Ctrl+B"
                onClicked: papers.viewModel.bind()
            }

            DeskButton {
                visible: papers.shots.isOffered
                enabled: papers.shots.isThere
                focusPolicy: Qt.NoFocus
                kind: "quiet"
                text: Texts.t("counter_materials.page.head")
                note: papers.shots.isThere ? "" : Texts.t("counter_materials.page.absent")
                key: "Ctrl+M"
                onClicked: papers.shots.open()
            }
        }
    }
}
