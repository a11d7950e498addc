pragma ComponentBehavior: Bound

import QtQuick
import ".."
import assets.ui
import hall_display
import screenkit

/*! 功能区与房间: counters open, citizens there, who waits, rooms in use. */
DispatchPanel {
    id: panel

    required property HallNowViewModel viewModel

    title: Texts.t("dispatch.zones.title")
    empty: rows.list.count > 0 ? "" : Texts.t(!panel.viewModel.isHeard ? "dispatch.lights.none" : panel.viewModel.seesHall ? "dispatch.zones.none" : "dispatch.area_only.hall")

    readonly property real cell: Math.round(Theme.dispatch.small * 3.2)

    Row {
        anchors.right: parent.right
        y: -Math.round(panel.headHeight * 0.44 + height / 2)
        visible: rows.list.count > 0

        Repeater {
            model: ["desks", "serving", "waiting", "rooms"]

            ThemeText {
                required property string modelData

                width: panel.cell
                horizontalAlignment: Text.AlignRight
                text: Texts.t("dispatch.zones." + modelData)
                px: Theme.dispatch.small
                soft: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }

    DispatchList {
        id: rows

        anchors.fill: parent
        model: panel.viewModel.zones
        moreText: Texts.say("dispatch.stream.more", { count: rows.below })

        delegate: Item {
            id: zone

            required property string name
            required property string desks
            required property string serving
            required property string waiting
            required property string rooms
            required property string spoken

            width: ListView.view.width
            height: rows.rowHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: zone.spoken

            PanelCell {
                width: parent.width - 4 * panel.cell
                text: zone.name
            }

            Repeater {
                model: [zone.desks, zone.serving, zone.waiting, zone.rooms]

                PanelCell {
                    required property int index
                    required property string modelData

                    x: zone.width - (4 - index) * panel.cell
                    width: panel.cell
                    rightPadding: 0
                    horizontalAlignment: Text.AlignRight
                    text: modelData || "—"
                    soft: modelData === "" || modelData === "0"
                }
            }

            PanelLine {
            }
        }
    }
}
