pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 督办阶梯: how many items stand on each rung; what waits for a leader at the right of the head. */
DispatchPanel {
    id: panel

    required property AttentionViewModel viewModel

    readonly property int lines: Math.max(1, Math.ceil(rows.count / 2))

    title: Texts.t("dispatch.ladder.title")
    count: panel.viewModel.hasLadder ? panel.viewModel.ladderTotal : ""
    onCountClicked: panel.viewModel.openFigure("ladder", "all")
    empty: panel.viewModel.hasLadder ? "" : Texts.t("dispatch.lights.none")

    ThemeText {
        anchors.right: drafted.left
        anchors.rightMargin: Theme.dispatch.px(8)
        anchors.baseline: drafted.baseline
        visible: panel.viewModel.hasLadder
        text: Texts.t("dispatch.ladder.drafted")
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    DispatchFigure {
        id: drafted

        anchors.right: parent.right
        y: -Math.round(panel.headHeight * 0.44 + drafted.implicitHeight / 2)
        baselineOffset: implicitHeight * 0.78
        visible: panel.viewModel.hasLadder
        text: panel.viewModel.drafted
        label: Texts.t("dispatch.ladder.drafted") + " " + panel.viewModel.drafted
        px: Theme.dispatch.title
        onClicked: panel.viewModel.openFigure("ladder", "drafted")
    }

    Grid {
        id: grid

        anchors.fill: parent
        columns: 2
        columnSpacing: Theme.dispatch.px(28)
        flow: Grid.TopToBottom
        rows: panel.lines

        Repeater {
            id: rows

            model: panel.viewModel.rungs

            Item {
                id: rung

                required property string rung
                required property string name
                required property int count

                width: (grid.width - grid.columnSpacing) / 2
                height: grid.height / panel.lines

                TapHandler {
                    gesturePolicy: TapHandler.ReleaseWithinBounds
                    onTapped: figure.click()
                }

                ThemeText {
                    anchors.left: parent.left
                    anchors.right: figure.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: rung.name
                    px: Theme.dispatch.small
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                DispatchFigure {
                    id: figure

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: rung.count
                    label: rung.name + " " + rung.count
                    px: Theme.dispatch.body
                    onClicked: panel.viewModel.openFigure("ladder", rung.rung)
                }

                Rectangle {
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    height: Theme.dispatch.edge
                    color: Theme.line
                }
            }
        }
    }
}
