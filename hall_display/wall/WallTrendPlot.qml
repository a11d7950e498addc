pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display

/*! The trend as a plot under its figures, each with the sign of its series. For panels that are wide and high enough. */
Item {
    id: sheet

    required property WallViewModel wall
    property bool isStale: false
    property string label: ""

    readonly property real column: (sheet.width - Theme.wall.pad) / 2

    Repeater {
        id: figures

        model: sheet.wall.trend

        Item {
            id: figure

            required property int index
            required property string key
            required property string name
            required property string value

            readonly property string sign: ({ stock: "line", received: "up", ended: "down" })[figure.key] ?? "mark"

            x: figure.index % 2 * (sheet.column + Theme.wall.pad)
            y: Math.floor(figure.index / 2) * Theme.wall.line
            width: sheet.column
            height: Theme.wall.line
            Accessible.role: Accessible.StaticText
            Accessible.name: figure.name + " " + figure.value

            TrendSign {
                id: sign

                anchors.verticalCenter: parent.verticalCenter
                kind: figure.sign
                px: Theme.wall.em
                ink: figure.sign === "up" ? sheet.isStale ? Theme.heat[2] : Theme.bar : figure.sign === "mark" || sheet.isStale ? Theme.inkSoft : Theme.ink
            }

            WallText {
                id: name

                x: sign.width + Theme.wall.gap
                anchors.verticalCenter: parent.verticalCenter
                text: figure.name
                soft: true
                Accessible.ignored: true
            }

            WallText {
                x: name.x + name.width + Theme.wall.gap
                anchors.verticalCenter: parent.verticalCenter
                room: figure.width - x
                text: figure.value
                strong: true
                soft: sheet.isStale
                Accessible.ignored: true
            }
        }
    }

    TrendPlot {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: 2 * Theme.wall.line + Theme.wall.gap
        anchors.bottom: parent.bottom
        days: sheet.wall.trendDays
        stockTicks: sheet.wall.trendTicks
        stockPath: sheet.wall.trendPath
        barTop: sheet.wall.trendTop
        px: Theme.wall.em
        isStale: sheet.isStale
        label: sheet.label
    }
}
