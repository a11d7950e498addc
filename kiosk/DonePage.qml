pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk
import screenkit

/*! The end: your number, how long, where, whether the paper came out, the one promise, the steps, and what if. */
SessionPage {
    id: page

    required property DoneModel viewModel

    readonly property bool beside: Theme.kiosk.landscape
    readonly property real columnWidth: page.beside ? (page.bodyWidth - Theme.kiosk.margin) / 2 : page.bodyWidth

    headShown: false
    backText: ""
    secondsAll: 0

    Column {
        id: number

        // Level with the switch of sizes: there is no head above it.
        y: Theme.kiosk.px(56 + 46 - 42) - parent.y
        width: page.columnWidth
        spacing: Theme.kiosk.px(32)

        Row {
            width: parent.width
            spacing: Theme.kiosk.px(28)

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.kiosk.px(84)
                height: width
                radius: width / 2
                color: Theme.brand

                Pictogram {
                    anchors.centerIn: parent
                    picture: page.viewModel.number !== "" ? "check" : "info"
                    size: Theme.kiosk.px(52)
                    ink: Theme.inkOnBrand
                }
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - Theme.kiosk.px(112) - Theme.kiosk.px(200)
                text: page.viewModel.title
                px: Theme.kiosk.title
                strong: true
                color: Theme.brand
                Accessible.role: Accessible.Heading
            }
        }

        DoneNumber {
            width: parent.width
            viewModel: page.viewModel
        }
    }

    Column {
        x: page.beside ? page.columnWidth + Theme.kiosk.margin : 0
        y: number.y + (page.beside ? Theme.kiosk.px(116) : number.height + Theme.kiosk.px(28))
        width: page.columnWidth
        spacing: Theme.kiosk.px(28)

        NoteCard {
            width: parent.width
            visible: strongText !== ""
            picture: "printer"
            strongText: page.viewModel.paperStrong
            text: page.viewModel.paper
        }

        DoneCodes {
            width: parent.width
            visible: page.viewModel.caseCode !== ""
            viewModel: page.viewModel
        }

        Item {
            width: 1
            height: Theme.kiosk.px(4)
            visible: promise.visible
        }

        ThemeText {
            id: promise

            width: parent.width
            visible: text !== ""
            text: page.viewModel.promise
            px: Theme.kiosk.px(Theme.largePrint ? 50 : 42)
            strong: true
        }

        FiveSteps {
            width: parent.width
            visible: page.viewModel.hasSteps
            words: [Texts.t("kiosk.done.step_1"), Texts.t("kiosk.done.step_2"), Texts.t("kiosk.done.step_3"),
                Texts.t("kiosk.done.step_4"), Texts.t("kiosk.done.step_5")]
            current: 1
            note: Texts.t("kiosk.done.today")
        }

        Column {
            width: parent.width
            spacing: Theme.kiosk.px(16)

            Repeater {
                model: page.viewModel.advice.split("\n")

                Row {
                    id: line

                    required property string modelData

                    width: parent ? parent.width : 0
                    spacing: Theme.kiosk.px(20)

                    Rectangle {
                        y: Theme.kiosk.body * 0.72 - height / 2
                        width: Theme.kiosk.px(10)
                        height: width
                        radius: width / 2
                        color: Theme.inkSoft
                    }

                    ThemeText {
                        width: line.width - Theme.kiosk.px(30)
                        text: line.modelData
                    }
                }
            }
        }
    }

    footContent: Row {
        anchors.right: parent.right
        spacing: Theme.kiosk.gap

        TouchButton {
            visible: page.viewModel.canDeny
            text: Texts.t("kiosk.done.deny")
            pad: Theme.kiosk.px(26)
            onClicked: page.viewModel.deny()
        }

        TouchButton {
            kind: "primary"
            text: Texts.t("kiosk.done.finish" + page.inSize)
            pad: Theme.kiosk.px(26)
            onClicked: page.session.leave()
        }
    }
}
