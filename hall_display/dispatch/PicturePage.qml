pragma ComponentBehavior: Bound

import QtQuick
import "attention"
import "picture"
import assets.ui
import hall_display
import screenkit

/*! 全景: what needs a person at the left, the picture in the middle, what is watched at the right. */
FocusScope {
    id: page

    required property DispatchViewModel dispatch

    readonly property AttentionViewModel attention: page.dispatch.attention
    readonly property PictureViewModel picture: page.dispatch.picture
    readonly property bool isExplaining: page.picture.risk.isExplaining
    property string plot: "trend"
    readonly property real leftWidth: Theme.dispatch.px(Theme.dispatch.isDesk ? 496 : 540)
    readonly property real rightWidth: Theme.dispatch.px(Theme.dispatch.isDesk ? 450 : 506)
    readonly property alias middle: middle

    Item {
        id: left

        width: page.leftWidth
        height: page.height

        AlarmsPanel {
            id: alarms

            width: left.width
            height: Math.round(left.height * 0.54)
            viewModel: page.attention
        }

        StreamPanel {
            anchors.top: alarms.bottom
            anchors.topMargin: Theme.dispatch.gap
            anchors.bottom: parent.bottom
            width: left.width
            viewModel: page.attention
        }
    }

    Item {
        id: middle

        anchors.left: left.right
        anchors.leftMargin: Theme.dispatch.gap
        anchors.right: right.left
        anchors.rightMargin: Theme.dispatch.gap
        height: page.height

        MapPanel {
            id: map

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: tabs.top
            anchors.bottomMargin: Theme.dispatch.px(6)
            visible: page.plot !== "kpis"
            picture: page.picture
        }

        Row {
            id: tabs

            y: page.plot === "kpis" ? 0 : middle.height - plots.lowHeight - tabs.height - Theme.dispatch.px(6)
            spacing: Theme.dispatch.px(4)

            Repeater {
                model: ["trend", "types", "steps", "kpis"]

                DispatchButton {
                    required property int index
                    required property string modelData

                    height: Theme.dispatch.px(Theme.dispatch.isDesk ? 32 : 38)
                    kind: "quiet"
                    text: Texts.t("dispatch.plot." + modelData)
                    key: index + 1
                    selected: page.plot === modelData
                    enabled: page.visible
                    onClicked: page.plot = modelData
                }
            }
        }

        Item {
            id: plots

            readonly property real lowHeight: Math.round(middle.height * 0.34)

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: tabs.bottom
            anchors.topMargin: Theme.dispatch.px(6)
            anchors.bottom: parent.bottom

            TrendPanel {
                anchors.fill: parent
                visible: page.plot === "trend"
                picture: page.picture
            }

            TypesPanel {
                anchors.fill: parent
                visible: page.plot === "types"
                picture: page.picture
            }

            StepsPanel {
                anchors.fill: parent
                visible: page.plot === "steps"
                picture: page.picture
            }

            KpiPanel {
                anchors.fill: parent
                visible: page.plot === "kpis"
                picture: page.picture
            }
        }
    }

    Item {
        id: right

        anchors.right: parent.right
        width: page.rightWidth
        height: page.height

        readonly property real room: right.height - 4 * Theme.dispatch.gap

        LightsPanel {
            id: lights

            width: right.width
            height: Math.round(right.room * 0.165)
            viewModel: page.attention
        }

        LadderPanel {
            id: ladder

            anchors.top: lights.bottom
            anchors.topMargin: Theme.dispatch.gap
            width: right.width
            height: Math.round(right.room * 0.175)
            viewModel: page.attention
        }

        WhistlesPanel {
            id: whistles

            anchors.top: ladder.bottom
            anchors.topMargin: Theme.dispatch.gap
            width: right.width
            height: Math.round(right.room * 0.205)
            viewModel: page.attention
        }

        DualPanel {
            id: dual

            anchors.top: whistles.bottom
            anchors.topMargin: Theme.dispatch.gap
            width: right.width
            height: page.isExplaining ? right.height - dual.y : Math.round(right.room * 0.155)
            viewModel: page.attention
        }
    }

    // One line of the ranking explained needs the room of the picture.
    RiskPanel {
        readonly property real low: dual.y + dual.height + Theme.dispatch.gap

        x: page.isExplaining ? middle.x : right.x
        y: page.isExplaining ? 0 : low
        width: page.isExplaining ? middle.width : right.width
        height: page.isExplaining ? page.height : page.height - low
        picture: page.picture
    }
}
