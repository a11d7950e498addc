pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Tongliao's banners with their open cases: a list, and where there is room beside it a map (示意图) with its numbers.
    At six metres no name would fit into a banner. */
WallPanel {
    id: panel

    readonly property real listWidth: Theme.wall.of(7)
    readonly property bool hasMap: panel.rows.width >= panel.listWidth + Theme.wall.of(4.5) && panel.rows.height >= Theme.wall.of(5)

    title: Texts.t("wall.areas.title")
    note: panel.wall.areasTotal
    age: panel.wall.areasAge
    rows.count: places.count
    rows.isEven: false

    Repeater {
        id: places

        model: panel.wall.areas

        Item {
            id: place

            required property int index
            required property string number
            required property string name
            required property string value
            required property bool isHidden

            y: panel.rows.yOf(place.index)
            width: panel.hasMap ? panel.listWidth : panel.rows.width
            height: panel.rows.cellHeight
            visible: panel.rows.has(place.index)
            Accessible.role: Accessible.StaticText
            Accessible.name: place.name + " " + place.value

            WallText {
                anchors.verticalCenter: parent.verticalCenter
                wanted: panel.hasMap
                text: place.number
                soft: true
                Accessible.ignored: true
            }

            WallText {
                x: panel.hasMap ? Theme.wall.of(0.9) : 0
                anchors.verticalCenter: parent.verticalCenter
                room: place.width - x - count.implicitWidth - Theme.wall.gap
                text: place.name
                soft: panel.isStale
                Accessible.ignored: true
            }

            WallText {
                id: count

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: place.value
                strong: !place.isHidden
                soft: panel.isStale || place.isHidden
                Accessible.ignored: true
            }
        }
    }

    WallMap {
        x: panel.listWidth + 2 * Theme.wall.pad
        width: panel.rows.width - x
        height: panel.rows.height
        visible: panel.hasMap
        wall: panel.wall
        isStale: panel.isStale
    }
}
