pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 五步 of today: how many matters came to each. */
DispatchPanel {
    id: panel

    required property PictureViewModel picture
    readonly property CountsModel counts: panel.picture.counts

    title: panel.counts.stepDay === "" ? Texts.t("dispatch_picture.steps.title") : Texts.say("dispatch_picture.steps.titled", { of: panel.counts.stepDay })
    note: panel.counts.stepsAsOf
    empty: panel.counts.hasSteps ? "" : Texts.t("dispatch_picture.none_yet")

    Row {
        id: row

        anchors.fill: parent
        visible: panel.counts.hasSteps

        Repeater {
            model: panel.counts.steps

            Item {
                id: step

                required property int index
                required property string key
                required property string name
                required property string count
                required property real share

                width: row.width / 5
                height: row.height

                // A way from left to right, without arrows that would ask to be pressed.
                Rectangle {
                    x: step.index === 0 ? parent.width / 2 : 0
                    width: step.index === 0 || step.index === 4 ? parent.width / 2 : parent.width
                    y: Math.round(words.y - Theme.dispatch.px(9))
                    height: Theme.dispatch.edgeStrong
                    color: Theme.line
                }

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: Math.round(words.y - Theme.dispatch.px(9) - height / 2 + Theme.dispatch.edgeStrong / 2)
                    width: Theme.dispatch.px(14)
                    height: width
                    radius: width / 2
                    color: step.count === "0" || panel.counts.areStepsStale ? Theme.surface : Theme.bar
                    border.width: Theme.dispatch.edgeStrong
                    border.color: Theme.bar
                }

                DispatchFigure {
                    id: figure

                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.bottom: words.top
                    anchors.bottomMargin: Theme.dispatch.px(20)
                    text: step.count
                    label: step.name + " " + step.count
                    px: Math.min(Theme.dispatch.count, Math.round(panel.body.height * 0.36))
                    ink: panel.counts.areStepsStale ? Theme.inkSoft : Theme.ink
                    onClicked: panel.counts.openFigure("steps", step.key)
                }

                ThemeText {
                    id: words

                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: Math.max(0, Math.round((step.height - figure.height - Theme.dispatch.px(20) - words.height) / 2))
                    text: step.name
                    px: Theme.dispatch.body
                    soft: true
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
