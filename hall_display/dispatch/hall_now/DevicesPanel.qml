pragma ComponentBehavior: Bound

import QtQuick
import ".."
import assets.ui
import hall_display
import screenkit

/*! 设备: what is gone first, then what needs a look; when each was last heard. */
DispatchPanel {
    id: panel

    required property HallNowViewModel viewModel

    title: Texts.t("dispatch.devices.title")
    empty: rows.list.count > 0 ? "" : Texts.t(!panel.viewModel.isHeard ? "dispatch.lights.none" : panel.viewModel.seesHall ? "dispatch.devices.none" : "dispatch.area_only.hall")

    Row {
        anchors.right: parent.right
        y: -Math.round(panel.headHeight * 0.44 + height / 2)
        visible: panel.viewModel.seesHall
        spacing: Theme.dispatch.px(8)

        Repeater {
            model: ["up", "down"]

            Row {
                id: pair

                required property string modelData
                readonly property int count: pair.modelData === "up" ? panel.viewModel.devicesUp : panel.viewModel.devicesDown

                spacing: Theme.dispatch.px(6)

                ThemeText {
                    anchors.baseline: figure.baseline
                    text: Texts.t("dispatch.devices." + pair.modelData)
                    px: Theme.dispatch.small
                    soft: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                DispatchFigure {
                    id: figure

                    baselineOffset: implicitHeight * 0.78
                    text: pair.count
                    label: Texts.t("dispatch.devices.title") + Texts.t("dispatch.devices." + pair.modelData) + " " + pair.count
                    px: Theme.dispatch.title
                    onClicked: panel.viewModel.openFigure("devices", pair.modelData)
                }
            }
        }
    }

    DispatchList {
        id: rows

        anchors.fill: parent
        model: panel.viewModel.devices
        moreText: Texts.say("dispatch.stream.more", { count: rows.below })

        delegate: Item {
            id: device

            required property string name
            required property string condition
            required property string words
            required property string since
            required property string spoken

            width: ListView.view.width
            height: rows.rowHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: device.spoken

            ConditionMark {
                id: mark

                anchors.verticalCenter: parent.verticalCenter
                condition: device.condition
                px: Theme.dispatch.body
            }

            PanelCell {
                anchors.left: mark.right
                anchors.leftMargin: Theme.dispatch.px(12)
                width: parent.width * 0.285
                text: device.name
                strong: device.condition !== "ok"
            }

            PanelCell {
                x: parent.width * 0.335
                width: seen.x - x // all that the age leaves: a trouble is read whole
                text: device.words
                soft: device.condition === "ok"
                strong: device.condition === "down"
            }

            PanelCell {
                id: seen

                anchors.right: parent.right
                rightPadding: 0
                text: device.since
                px: Theme.dispatch.small
                soft: true
            }

            PanelLine {
            }
        }
    }
}
