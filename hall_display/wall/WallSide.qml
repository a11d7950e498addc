pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display

/*! Lower right: lights, counters, who is on duty, one page after the other. Dots say how many there are. */
Item {
    id: side

    required property WallViewModel wall

    WallLights {
        anchors.fill: parent
        visible: side.wall.side.page === "lights"
        wall: side.wall
    }

    WallDesks {
        anchors.fill: parent
        visible: side.wall.side.page === "desks"
        wall: side.wall
    }

    WallRoster {
        anchors.fill: parent
        visible: side.wall.side.page === "roster"
        wall: side.wall
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.wall.pad
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.wall.px(28)
        spacing: Theme.wall.px(12)
        visible: side.wall.side.count > 1

        Repeater {
            model: side.wall.side.count

            Rectangle {
                id: dot

                required property int index

                width: Theme.wall.px(20)
                height: dot.width
                radius: dot.width / 2
                color: dot.index === side.wall.side.current ? Theme.inkSoft : Theme.none
                border.width: Theme.wall.edge
                border.color: Theme.inkSoft
            }
        }
    }
}
