pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk
import screenkit

/*! Nobody is here: the slogan, whose hall this is, when it is open, and one way in. A touch anywhere opens it too. */
SessionPage {
    id: page

    required property HomeModel viewModel

    readonly property bool beside: Theme.kiosk.landscape

    backText: ""
    secondsAll: 0

    MouseArea {
        anchors.fill: parent
        onClicked: page.session.start()
    }

    // Two who talk to each other: what this house is for.
    Pictogram {
        anchors.right: parent.right
        anchors.rightMargin: Theme.kiosk.px(8)
        anchors.bottom: greeting.bottom
        visible: !page.beside
        picture: "dispute"
        size: Theme.kiosk.px(Theme.largePrint ? 230 : 330)
        ink: Theme.line
    }

    Column {
        id: greeting

        anchors.left: parent.left
        anchors.right: page.beside ? way.left : parent.right
        anchors.rightMargin: page.beside ? Theme.kiosk.margin : 0
        anchors.top: parent.top
        anchors.topMargin: page.beside ? Theme.kiosk.px(20) : Theme.kiosk.px(64)
        spacing: Theme.kiosk.px(28)

        ThemeText {
            width: parent.width
            text: page.viewModel.slogan
            px: Theme.kiosk.px(124)
            lineHeight: 0.96
            strong: true
            color: Theme.brandDeep
            Accessible.role: Accessible.Heading
        }

        ThemeText {
            width: parent.width
            visible: !Theme.largePrint
            text: page.viewModel.fullName
            px: Theme.kiosk.px(42)
            soft: true
        }

        Item {
            width: 1
            height: Theme.kiosk.px(Theme.largePrint ? 4 : 28)
        }

        Repeater {
            model: ["kiosk.attract.point_1", "kiosk.attract.point_2", "kiosk.attract.point_3"]

            Row {
                id: point

                required property string modelData

                spacing: Theme.kiosk.px(24)

                Pictogram {
                    anchors.verticalCenter: parent.verticalCenter
                    picture: "check"
                    size: Theme.kiosk.pictogramSmall
                }

                ThemeText {
                    anchors.verticalCenter: parent.verticalCenter
                    text: Texts.t(point.modelData)
                    px: Theme.kiosk.px(Theme.largePrint ? 56 : 46)
                    wrapMode: Text.NoWrap
                }
            }
        }
    }

    Column {
        id: way

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.kiosk.px(28)
        width: page.beside ? Theme.kiosk.px(1040) : parent.width
        spacing: Theme.kiosk.px(40)

        NoteCard {
            width: parent.width
            picture: "clock"
            strongText: page.viewModel.hours
            text: page.viewModel.waiting
        }

        TouchButton {
            width: parent.width
            height: Theme.kiosk.px(264)
            kind: "primary"
            text: Texts.t("kiosk.attract.start")
            px: Theme.kiosk.px(Theme.largePrint ? 92 : 76)
            onClicked: page.session.start()
        }
    }
}
