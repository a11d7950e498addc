pragma ComponentBehavior: Bound

import QtQuick
import ".."
import assets.ui
import hall_display
import screenkit

/*! 今天值班: who is signed in, then the units of today's roster. */
DispatchPanel {
    id: panel

    required property HallNowViewModel viewModel

    title: Texts.t("dispatch.duty.title")
    empty: rows.list.count > 0 ? "" : Texts.t(!panel.viewModel.isHeard ? "dispatch.lights.none" : panel.viewModel.seesHall ? "dispatch.duty.none" : "dispatch.area_only.hall")

    DispatchList {
        id: rows

        anchors.fill: parent
        model: panel.viewModel.duty
        moreText: Texts.say("dispatch.stream.more", { count: rows.below })

        delegate: Item {
            id: line

            required property string name
            required property string what
            required property string where

            width: ListView.view.width
            height: rows.rowHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: line.name + " " + line.what + " " + line.where

            PanelCell {
                width: parent.width * 0.5
                text: line.name
            }

            PanelCell {
                x: parent.width * 0.5
                width: parent.width * 0.28
                text: line.what
                soft: true
            }

            PanelCell {
                anchors.right: parent.right
                width: parent.width * 0.22
                rightPadding: 0
                horizontalAlignment: Text.AlignRight
                text: line.where
            }

            PanelLine {
            }
        }
    }
}
