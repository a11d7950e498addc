import QtQuick
import assets.ui
import counter
import screenkit

/*! 补打回执: whom the matter belongs to, and by what staff know that it is them; then what became of the paper. */
Card {
    id: panel

    required property ReceiptAnewViewModel viewModel

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.pad
        spacing: Theme.desk.px(10)

        ThemeText {
            width: parent.width
            text: Texts.t("counter_papers.receipt.head")
            px: Theme.desk.title
            strong: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            width: parent.width
            text: panel.viewModel.whom
            px: Theme.desk.body
            strong: true
        }

        ThemeText {
            width: parent.width
            text: Texts.t("counter_papers.receipt.rule")
            px: Theme.desk.small
            soft: true
        }

        DeskButton {
            visible: panel.viewModel.isNamed
            focusPolicy: Qt.NoFocus
            text: Texts.t("counter_papers.receipt.document")
            key: panel.viewModel.isOpen ? "1" : ""
            onClicked: panel.viewModel.giveOnDocument()
        }

        DeskButton {
            focusPolicy: Qt.NoFocus
            text: Texts.t("counter_papers.receipt.answers")
            key: panel.viewModel.isOpen ? "2" : ""
            onClicked: panel.viewModel.giveOnAnswers()
        }

        ThemeText {
            width: parent.width
            visible: text !== ""
            text: panel.viewModel.said
            px: Theme.desk.body
            strong: true
            color: Theme.brand
        }
    }

    DeskButton {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.desk.pad
        focusPolicy: Qt.NoFocus
        kind: "quiet"
        text: Texts.t("counter_papers.receipt.close")
        key: "Esc"
        onClicked: panel.viewModel.close()
    }
}
