pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 减存量、控增量、防变量: what is still open, what came in, what ended, what got worse; each beside the time before. */
WallPanel {
    id: panel

    title: Texts.t("wall.trend.title")
    age: panel.wall.trendAge
    rows.count: trend.count
    rows.rowHeight: 2 * Theme.wall.line + Theme.wall.of(0.14)
    rows.grows: 1.2

    Repeater {
        id: trend

        model: panel.wall.trend

        Item {
            id: line

            required property int index
            required property string name
            required property string value
            required property string note

            y: panel.rows.yOf(line.index)
            width: panel.rows.width
            height: panel.rows.cellHeight
            visible: panel.rows.has(line.index)
            Accessible.role: Accessible.StaticText
            Accessible.name: [line.name, line.value, line.note].join(" ")

            WallText {
                id: name

                height: Theme.wall.line
                verticalAlignment: Text.AlignVCenter
                room: line.width
                text: line.name
                strong: true
                soft: panel.isStale
                Accessible.ignored: true
            }

            WallText {
                anchors.right: parent.right
                height: Theme.wall.line
                verticalAlignment: Text.AlignVCenter
                room: line.width - name.implicitWidth - Theme.wall.pad
                text: line.value
                px: Theme.wall.of(1.1)
                strong: true
                soft: panel.isStale
                Accessible.ignored: true
            }

            WallText {
                anchors.right: parent.right
                y: Theme.wall.line
                height: Theme.wall.line
                verticalAlignment: Text.AlignVCenter
                room: line.width
                text: line.note
                soft: true
                Accessible.ignored: true
            }

            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.wall.edge
                visible: panel.rows.has(line.index + 1)
                color: Theme.line
            }
        }
    }
}
