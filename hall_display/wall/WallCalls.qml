pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! The last calls: the newest owns the best part, older ones stand below it, as many as find room. */
Item {
    id: calls

    required property WallViewModel wall
    property int roundNo: 0

    readonly property real least: Math.round(Theme.wall.older * 1.12)
    readonly property real below: calls.height - newest.height
    readonly property int olderRows: Math.max(0, Math.min(4, Math.floor(calls.below / (calls.least + Theme.wall.gap))))
    readonly property real rowHeight: calls.below / Math.max(1, calls.olderRows) - Theme.wall.gap

    WallNewestCall {
        id: newest

        readonly property real wanted: Math.max(newest.leastHeight, Math.round(calls.height * 0.36))

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Math.min(calls.height, newest.wanted)
        wall: calls.wall
    }

    Repeater {
        model: calls.olderRows

        Rectangle {
            required property int index

            y: newest.height + Theme.wall.gap + index * (calls.rowHeight + Theme.wall.gap)
            width: calls.width
            height: calls.rowHeight
            radius: Theme.wall.radius
            color: Theme.sunken
            border.width: Theme.wall.edge
            border.color: Theme.line
        }
    }

    Repeater {
        model: calls.wall.older

        Rectangle {
            id: older

            required property int index
            required property string ticketNo
            required property string counterNo
            required property string spoken

            readonly property real room: older.width - 2 * Theme.wall.pad - number.implicitWidth - Theme.wall.pad

            y: newest.height + Theme.wall.gap + older.index * (calls.rowHeight + Theme.wall.gap)
            width: calls.width
            height: calls.rowHeight
            visible: older.index < calls.olderRows
            radius: Theme.wall.radius
            color: Theme.surface
            border.width: Theme.wall.edge
            border.color: Theme.line
            Accessible.role: Accessible.ListItem
            Accessible.name: older.spoken

            WallText {
                id: number

                anchors.left: parent.left
                anchors.leftMargin: Theme.wall.pad
                anchors.verticalCenter: parent.verticalCenter
                text: older.ticketNo
                px: Theme.wall.older
                strong: true
                Accessible.ignored: true
            }

            Row {
                anchors.right: parent.right
                anchors.rightMargin: Theme.wall.pad
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.wall.of(0.22)

                WallText {
                    text: older.counterNo
                    Accessible.ignored: true
                }

                WallText {
                    room: older.room - Theme.wall.of(2)
                    text: Texts.t("wall.call.counter_unit")
                    Accessible.ignored: true
                }
            }
        }
    }
}
