import QtQuick
import assets.ui
import counter
import screenkit

/*! 签名: the paper that is signed, what to do, and the signature as it was written. */
Card {
    id: panel

    required property SigningViewModel viewModel

    ThemeText {
        id: title

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.pad
        text: panel.viewModel.title
        px: Theme.desk.body
        strong: true
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
    }

    ThemeText {
        id: said

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: title.bottom
        anchors.margins: Theme.desk.pad
        anchors.topMargin: Theme.desk.px(4)
        text: panel.viewModel.said
        px: Theme.desk.small
        strong: panel.viewModel.isAsking
        color: panel.viewModel.isAsking ? Theme.brand : Theme.ink
    }

    Rectangle {
        anchors.fill: page
        anchors.margins: -1
        color: Theme.surface
        border.width: 1
        border.color: Theme.line
    }

    SigningPicture {
        id: page

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: said.bottom
        anchors.bottom: ink.top
        anchors.margins: Theme.desk.pad
        anchors.topMargin: Theme.desk.px(8)
        anchors.bottomMargin: Theme.desk.px(8)
        Component.onCompleted: page.show(panel.viewModel, false)
    }

    Rectangle {
        id: ink

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: buttons.top
        anchors.margins: Theme.desk.pad
        anchors.bottomMargin: Theme.desk.px(8)
        height: panel.viewModel.hasSignature ? width * 0.3 : 0
        visible: height > 0
        color: Theme.surface
        border.width: 1
        border.color: Theme.line

        SigningPicture {
            id: signature

            anchors.fill: parent
            anchors.margins: 2
            Accessible.role: Accessible.Graphic
            Accessible.name: Texts.t("counter_papers.signing.signature")
            Component.onCompleted: signature.show(panel.viewModel, true)
        }
    }

    Row {
        id: buttons

        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: Theme.desk.pad
        spacing: Theme.desk.px(8)

        DeskButton {
            enabled: panel.viewModel.canAsk
            focusPolicy: Qt.NoFocus
            kind: "primary"
            text: Texts.t("counter_papers.signing.ask")
            key: panel.viewModel.isOpen ? "Ctrl+Return" : ""
            onClicked: panel.viewModel.ask()
        }

        DeskButton {
            focusPolicy: Qt.NoFocus
            kind: "quiet"
            text: Texts.t("counter_papers.signing.close")
            key: "Esc"
            onClicked: panel.viewModel.close()
        }
    }
}
