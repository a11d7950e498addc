pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk
import screenkit

/*! 路线图: the road of the matter as a chart of steps, what is behind it, and where it is now. */
SessionPage {
    id: page

    required property RoadmapModel viewModel

    readonly property bool beside: Theme.kiosk.landscape
    readonly property int lines: page.beside ? Math.ceil(page.viewModel.rows.count / 2) : page.viewModel.rows.count
    /*! A long road stands closer, so that it is seen as a whole. */
    readonly property real air: Theme.kiosk.px(page.lines > (page.beside ? 4 : 8) ? 0 : 28)

    /*! Beside each other all steps are of one height, so that their lines meet. */
    readonly property real cell: Math.min((page.bodyHeight - 2 * page.pad) / Math.max(1, page.lines),
        Theme.kiosk.px(230))

    readonly property real pad: Theme.kiosk.px(page.beside ? 20 : 36)

    question: Texts.t("kiosk.roadmap.question")

    Rectangle {
        id: card

        width: parent.width
        height: road.height + 2 * page.pad
        radius: Theme.kiosk.radius
        color: Theme.surface
        border.width: Math.max(1, Theme.kiosk.px(2))
        border.color: Theme.line

        Grid {
            id: road

            x: Theme.kiosk.px(40)
            y: page.pad
            width: parent.width - 2 * x
            columns: page.beside ? 2 : 1
            rows: Math.max(1, page.lines)
            flow: Grid.TopToBottom
            columnSpacing: Theme.kiosk.px(56)

            Repeater {
                model: page.viewModel.rows

                RoadStepDelegate {
                    width: (road.width - (road.columns - 1) * road.columnSpacing) / road.columns
                    height: page.beside ? Math.max(implicitHeight, page.cell) : implicitHeight + page.air
                    linked: !last && (!page.beside || (index + 1) % page.lines !== 0)
                }
            }
        }
    }

    ThemeText {
        anchors.top: card.bottom
        anchors.topMargin: Theme.kiosk.px(32)
        width: parent.width
        visible: text !== "" && page.viewModel.lastPart
        text: page.viewModel.open
        px: Theme.kiosk.px(Theme.largePrint ? 48 : 38)
    }

    footContent: TouchButton {
        anchors.right: parent.right
        kind: "primary"
        text: page.viewModel.lastPart ? Texts.t("kiosk.frame.home") : Texts.t("kiosk.roadmap.rest")
        onClicked: {
            if (page.viewModel.lastPart)
                page.session.leave()
            else
                page.viewModel.goOn()
        }
    }
}
