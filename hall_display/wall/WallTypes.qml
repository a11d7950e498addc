pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! The ten most frequent kinds of matters: name, bar on one scale, count. Hidden ones say so and have no bar. */
WallPanel {
    id: panel

    readonly property real nameWidth: Math.min(Theme.wall.of(6.1), panel.rows.width - Theme.wall.of(3.2))
    readonly property real countWidth: Theme.wall.of(3.1)
    readonly property real barRoom: panel.rows.width - panel.nameWidth - panel.countWidth - 2 * Theme.wall.gap

    title: Texts.t("wall.types.title")
    note: panel.wall.typesTotal
    nothing: panel.wall.typesNone
    age: panel.wall.typesAge
    rows.count: types.count

    Repeater {
        id: types

        model: panel.wall.types

        Item {
            id: type

            required property int index
            required property string name
            required property string count
            required property real share
            required property bool isKnown

            y: panel.rows.yOf(type.index)
            width: panel.rows.width
            height: panel.rows.cellHeight
            visible: panel.rows.has(type.index)
            Accessible.role: Accessible.StaticText
            Accessible.name: type.name + " " + type.count

            WallText {
                id: name

                anchors.verticalCenter: parent.verticalCenter
                room: panel.rows.width - figure.implicitWidth - Theme.wall.gap
                text: type.name
                soft: panel.isStale
                Accessible.ignored: true
            }

            Rectangle {
                x: panel.nameWidth + Theme.wall.gap
                anchors.verticalCenter: parent.verticalCenter
                width: type.share * panel.barRoom
                height: Theme.wall.of(0.5)
                visible: panel.barRoom > Theme.wall.em && name.implicitWidth <= panel.nameWidth
                color: panel.isStale ? Theme.line : Theme.bar
            }

            WallText {
                id: figure

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: type.count
                strong: type.isKnown
                soft: panel.isStale || !type.isKnown
                Accessible.ignored: true
            }
        }
    }
}
