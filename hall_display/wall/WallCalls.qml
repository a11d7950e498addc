pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display

/*! The last five calls: the newest owns the best third, four older ones stand below it. */
Item {
    id: calls

    required property WallViewModel wall

    readonly property int olderRows: 4
    readonly property int olderPx: Math.min(Theme.wall.older, Math.round(calls.rowHeight * 0.78))
    readonly property real rowHeight: (calls.height - newest.y - newest.height) / calls.olderRows - Theme.wall.gap

    WallLostBanner {
        id: banner

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        wall: calls.wall
    }

    WallNewestCall {
        id: newest

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: banner.bottom
        height: Theme.wall.px(292)
        wall: calls.wall
    }

    Column {
        id: slots

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: newest.bottom
        anchors.topMargin: Theme.wall.gap
        spacing: Theme.wall.gap

        Repeater {
            model: calls.olderRows

            Rectangle {
                width: calls.width
                height: calls.rowHeight
                radius: Theme.wall.radius
                color: Theme.sunken
                border.width: Theme.wall.edge
                border.color: Theme.line
            }
        }
    }

    Column {
        anchors.fill: slots
        spacing: Theme.wall.gap

        Repeater {
            model: calls.wall.older

            WallOlderCallDelegate {
                width: calls.width
                height: calls.rowHeight
                px: calls.olderPx
            }
        }
    }
}
