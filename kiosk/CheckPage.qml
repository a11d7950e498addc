pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk
import screenkit

/*! Everything that was told, each with 「改」, then 确认. */
SessionPage {
    id: page

    required property CheckModel viewModel

    readonly property bool beside: Theme.kiosk.landscape
    readonly property string goOnText: Texts.t(page.session.busy ? "kiosk.frame.taking"
        : page.viewModel.lastPart ? "kiosk.check.confirm" : "kiosk.check.see_rest")

    question: page.viewModel.question
    hint: page.viewModel.hint

    Flickable {
        id: list

        width: parent.width
        height: parent.height - (page.beside ? 0 : confirm.height + Theme.kiosk.px(32))
        contentHeight: rows.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Rectangle {
            width: parent.width
            height: rows.height
            radius: Theme.kiosk.radius
            color: Theme.surface
            border.width: Math.max(1, Theme.kiosk.px(2))
            border.color: Theme.line
        }

        Column {
            id: rows

            width: parent.width

            Repeater {
                model: page.viewModel.rows

                CheckRowDelegate {
                    width: rows.width
                    onEdit: question => page.viewModel.edit(question)
                }
            }
        }
    }

    TouchButton {
        // In the column of 「改」, where it covers no word.
        anchors.right: parent.right
        anchors.rightMargin: Theme.kiosk.px(16)
        anchors.bottom: list.bottom
        anchors.bottomMargin: Theme.kiosk.px(20)
        visible: list.contentHeight > list.height + Theme.kiosk.px(8) && !list.atYEnd
        height: Math.max(Theme.kiosk.px(92), Theme.kiosk.touchMin)
        text: Texts.t("kiosk.check.further_down")
        px: Theme.kiosk.body
        pad: Theme.kiosk.px(16)
        ink: Theme.brand
        strong: true
        onClicked: list.contentY = Math.min(list.contentHeight - list.height, list.contentY + list.height * 0.8)
    }

    TouchButton {
        id: confirm

        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.kiosk.px(Theme.largePrint ? 180 : 156)
        visible: !page.beside
        kind: "primary"
        text: page.goOnText
        px: Theme.kiosk.title
        onClicked: page.viewModel.goOn()
    }

    footContent: TouchButton {
        anchors.right: parent.right
        visible: page.beside
        width: Theme.kiosk.px(900)
        kind: "primary"
        text: page.goOnText
        px: Theme.kiosk.title
        onClicked: page.viewModel.goOn()
    }
}
