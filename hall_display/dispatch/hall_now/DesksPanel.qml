pragma ComponentBehavior: Bound

import QtQuick
import ".."
import assets.ui
import hall_display
import screenkit

/*! 窗口: who sits there, whom they serve, how much they did. */
DispatchPanel {
    id: panel

    required property HallNowViewModel viewModel

    title: Texts.t("dispatch.desks.title")
    note: panel.viewModel.seesHall ? Texts.t("dispatch.desks.served") : ""
    empty: rows.list.count > 0 ? "" : Texts.t(!panel.viewModel.isHeard ? "dispatch.lights.none" : panel.viewModel.seesHall ? "dispatch.desks.none" : "dispatch.area_only.hall")

    Row {
        x: Math.round(Theme.dispatch.title * 3.4)
        y: -Math.round(panel.headHeight * 0.44 + open.implicitHeight / 2)
        visible: panel.viewModel.seesHall
        spacing: Theme.dispatch.px(8)

        ThemeText {
            anchors.baseline: open.baseline
            text: Texts.t("dispatch.desks.open")
            px: Theme.dispatch.small
            soft: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        DispatchFigure {
            id: open

            baselineOffset: implicitHeight * 0.78
            text: panel.viewModel.desksOpen
            label: Texts.t("dispatch.desks.title") + Texts.t("dispatch.desks.open") + " " + panel.viewModel.desksOpen
            px: Theme.dispatch.title
            onClicked: panel.viewModel.openFigure("desks", "open")
        }
    }

    DispatchList {
        id: rows

        anchors.fill: parent
        model: panel.viewModel.desks
        moreText: Texts.say("dispatch.stream.more", { count: rows.below })

        delegate: Item {
            id: desk

            required property string counter
            required property string name
            required property string staff
            required property string doing
            required property string served
            required property bool isOpen
            required property string spoken

            width: ListView.view.width
            height: rows.rowHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: desk.spoken

            PanelCell {
                id: counter

                x: 0
                width: Theme.dispatch.body * 3
                text: desk.counter
                strong: true
                soft: !desk.isOpen
            }

            PanelCell {
                id: name

                anchors.left: counter.right
                width: parent.width * 0.3
                text: desk.name
                soft: !desk.isOpen
            }

            PanelCell {
                id: staff

                anchors.left: name.right
                width: parent.width * 0.16
                text: desk.staff
            }

            PanelCell {
                anchors.left: staff.right
                anchors.right: served.left
                text: desk.doing
                soft: !desk.isOpen
            }

            PanelCell {
                id: served

                anchors.right: parent.right
                width: Theme.dispatch.body * 2.4
                rightPadding: 0
                horizontalAlignment: Text.AlignRight
                text: desk.served
            }

            PanelLine {
            }
        }
    }
}
