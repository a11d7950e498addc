pragma ComponentBehavior: Bound

import QtQuick
import ".."
import assets.ui
import hall_display
import screenkit

/*! 各大厅同步: how fresh what each hall told is; whoever has been silent for too long stands first. */
DispatchPanel {
    id: panel

    required property HallNowViewModel viewModel

    title: Texts.t("dispatch.halls.title")
    empty: rows.list.count > 0 ? "" : Texts.t(!panel.viewModel.isHeard ? "dispatch.lights.none" : panel.viewModel.seesHall ? "dispatch.halls.none" : "dispatch.area_only.hall")

    Row {
        anchors.right: parent.right
        y: -Math.round(panel.headHeight * 0.44 + height / 2)
        visible: rows.list.count > 0
        spacing: Theme.dispatch.px(6)

        ThemeText {
            anchors.baseline: figure.baseline
            text: Texts.t("dispatch.halls.behind")
            px: Theme.dispatch.small
            soft: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        DispatchFigure {
            id: figure

            baselineOffset: implicitHeight * 0.78
            text: panel.viewModel.hallsBehind
            label: Texts.t("dispatch.halls.behind") + " " + panel.viewModel.hallsBehind
            px: Theme.dispatch.title
            onClicked: panel.viewModel.openFigure("halls", "behind")
        }
    }

    DispatchList {
        id: rows

        anchors.fill: parent
        model: panel.viewModel.halls
        moreText: Texts.say("dispatch.stream.more", { count: rows.below })

        delegate: Item {
            id: hall

            required property string name
            required property string words
            required property string backlog
            required property bool isBehind
            required property string spoken

            width: ListView.view.width
            height: rows.rowHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: hall.spoken

            ConditionMark {
                id: mark

                anchors.verticalCenter: parent.verticalCenter
                condition: hall.isBehind ? "warning" : "ok"
                px: Theme.dispatch.body
            }

            PanelCell {
                anchors.left: mark.right
                anchors.leftMargin: Theme.dispatch.px(12)
                width: parent.width * 0.4
                text: hall.name
                strong: hall.isBehind
            }

            PanelCell {
                x: parent.width * 0.46
                width: parent.width * 0.3
                text: hall.words
                soft: !hall.isBehind
            }

            PanelCell {
                anchors.right: parent.right
                width: parent.width * 0.24
                rightPadding: 0
                horizontalAlignment: Text.AlignRight
                text: hall.backlog
                px: Theme.dispatch.small
                soft: true
            }

            PanelLine {
            }
        }
    }
}
