import QtQuick
import assets.ui
import kiosk
import screenkit

/*! A page that says one thing and has one way on: next day's number, an appointment, thanks. */
SessionPage {
    id: page

    required property SaidModel viewModel

    readonly property bool beside: Theme.kiosk.landscape

    question: page.viewModel.question
    backText: page.viewModel.mayGoBack ? Texts.t("kiosk.frame.back") : ""

    Column {
        width: parent.width
        spacing: Theme.kiosk.px(44)

        Rectangle {
            width: parent.width
            height: said.height + 2 * Theme.kiosk.px(56)
            radius: Theme.kiosk.radius
            color: Theme.surface
            border.width: Math.max(1, Theme.kiosk.px(2))
            border.color: Theme.line

            Pictogram {
                id: drawing

                x: Theme.kiosk.px(56)
                anchors.verticalCenter: parent.verticalCenter
                picture: page.viewModel.picture
                size: Theme.kiosk.px(120)
            }

            Column {
                id: said

                anchors.left: drawing.right
                anchors.leftMargin: Theme.kiosk.px(48)
                anchors.right: parent.right
                anchors.rightMargin: Theme.kiosk.px(40)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.kiosk.px(16)

                ThemeText {
                    width: parent.width
                    visible: text !== ""
                    text: page.viewModel.strong
                    px: Theme.kiosk.px(Theme.largePrint ? 76 : 68)
                    strong: true
                    color: Theme.brandDeep
                }

                ThemeText {
                    width: parent.width
                    visible: text !== ""
                    text: page.viewModel.words
                    px: Theme.kiosk.px(Theme.largePrint ? 52 : 44)
                }
            }
        }

        NoteCard {
            width: parent.width
            visible: text !== ""
            picture: "info"
            text: page.viewModel.note
        }
    }

    TouchButton {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.kiosk.px(page.beside ? 150 : 216)
        visible: text !== ""
        kind: "primary"
        text: page.viewModel.action
        px: Theme.kiosk.px(Theme.largePrint ? 72 : 60)
        onClicked: page.viewModel.goOn()
    }
}
