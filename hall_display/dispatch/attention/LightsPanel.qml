pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 期限: open cases by light, each total opens its list. */
DispatchPanel {
    id: panel

    required property AttentionViewModel viewModel

    title: Texts.t("dispatch.lights.title")

    // One size for all four: the one that the longest needs.
    readonly property int digits: Math.max(panel.viewModel.normal.length, panel.viewModel.soon.length, panel.viewModel.overdue.length, panel.viewModel.stopped.length)
    readonly property int px: Math.round(Theme.dispatch.count * (panel.digits > 4 ? 0.56 : panel.digits > 3 ? 0.66 : 0.78))

    function countOf(light: string): string {
        switch (light) {
        case "normal": return panel.viewModel.normal
        case "soon": return panel.viewModel.soon
        case "overdue": return panel.viewModel.overdue
        default: return panel.viewModel.stopped
        }
    }

    ThemeText {
        anchors.right: all.left
        anchors.rightMargin: Theme.dispatch.px(8)
        anchors.baseline: all.baseline
        text: Texts.t("dispatch.lights.open")
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    DispatchFigure {
        id: all

        anchors.right: parent.right
        y: -Math.round(panel.headHeight * 0.44 + all.implicitHeight / 2)
        baselineOffset: implicitHeight * 0.78
        text: panel.viewModel.openTotal
        label: Texts.t("dispatch.lights.open") + " " + panel.viewModel.openTotal
        px: Theme.dispatch.title
        isLive: panel.viewModel.hasLights
        onClicked: panel.viewModel.openFigure("lights", "open")
    }

    Row {
        id: row

        anchors.fill: parent
        spacing: Theme.dispatch.px(10)

        Repeater {
            model: ["normal", "soon", "overdue", "stopped"]

            Rectangle {
                id: total

                required property string modelData
                readonly property string light: total.modelData
                readonly property string count: panel.countOf(total.light)
                readonly property string word: Texts.t("dispatch.light." + total.light)

                width: (row.width - 3 * row.spacing) / 4
                height: row.height
                radius: Theme.dispatch.radiusSmall
                color: Theme.sunken

                TapHandler {
                    enabled: panel.viewModel.hasLights
                    gesturePolicy: TapHandler.ReleaseWithinBounds
                    onTapped: count.click()
                }

                LightMark {
                    id: mark

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.dispatch.px(10)
                    anchors.top: parent.top
                    anchors.topMargin: Math.max(0, Math.round((total.height - mark.height - count.height) / 2))
                    light: total.light
                    text: total.word
                    px: Theme.dispatch.small
                    Accessible.ignored: true
                }

                DispatchFigure {
                    id: count

                    anchors.left: mark.left
                    anchors.top: mark.bottom
                    text: total.count
                    label: total.word + " " + total.count
                    px: panel.px
                    isLive: panel.viewModel.hasLights
                    onClicked: panel.viewModel.openFigure("lights", total.light)
                }
            }
        }
    }
}
