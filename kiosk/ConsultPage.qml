pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk
import screenkit

/*! 咨询: nothing to fill in, a number of its own. */
SessionPage {
    id: page

    required property HomeModel viewModel

    question: Texts.t("kiosk.consult.question")
    hint: Texts.t("kiosk.consult.hint")

    Column {
        width: parent.width
        spacing: Theme.kiosk.px(44)

        NoteCard {
            width: parent.width
            visible: strongText !== ""
            picture: "clock"
            strongText: page.viewModel.waiting
        }

        Repeater {
            model: ["kiosk.consult.way_1", "kiosk.consult.way_2", "kiosk.consult.way_3"]

            Row {
                id: way

                required property string modelData
                required property int index

                width: parent ? parent.width : 0
                spacing: Theme.kiosk.px(32)

                Rectangle {
                    id: disc

                    width: Theme.kiosk.px(80)
                    height: width
                    radius: width / 2
                    color: Theme.brandSoft

                    ThemeText {
                        anchors.centerIn: parent
                        text: way.index + 1
                        px: Theme.kiosk.px(40)
                        strong: true
                        color: Theme.brand
                        Accessible.ignored: true
                    }
                }

                ThemeText {
                    anchors.verticalCenter: disc.verticalCenter
                    width: way.width - disc.width - way.spacing
                    text: Texts.t(way.modelData)
                    px: Theme.kiosk.px(Theme.largePrint ? 50 : 42)
                }
            }
        }
    }

    TouchButton {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.kiosk.px(Theme.kiosk.landscape ? 150 : 216)
        kind: "primary"
        picture: "ticket"
        text: Texts.t(page.session.busy ? "kiosk.frame.taking" : "kiosk.consult.number")
        px: Theme.kiosk.px(Theme.largePrint ? 72 : 60)
        onClicked: page.viewModel.takeNumber()
    }
}
