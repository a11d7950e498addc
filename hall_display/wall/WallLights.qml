import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Open cases by their worst clock: exact totals with their time, 0 included; a dash before the first figures. */
WallPanel {
    id: panel

    readonly property int digits: Math.max(2, panel.wall.normal.length, panel.wall.soon.length, panel.wall.overdue.length)
    readonly property real cell: (panel.rows.width - 2 * Theme.wall.gap) / 3
    readonly property bool hasTotal: panel.rows.height >= Theme.wall.of(1.3 + 1.25 + 1.25 + 0.3)
    /*! Word over figure, where both find room. */
    readonly property bool fits: panel.rows.height >= Theme.wall.of(2.5) && panel.cell >= Theme.wall.of(3.3)
    /*! The three totals have one size, that of the longest: a bold digit is 0.59 of its size wide. */
    readonly property int countPx: Math.max(Theme.wall.em, Math.min(Theme.wall.of(2.2), Math.floor(panel.cell * 0.9 / (0.59 * panel.digits)), Math.floor((totals.height - Theme.wall.of(1.3)) / 1.14)))

    isEmpty: false
    title: Texts.t("wall.lights.title")
    age: panel.wall.lightsAge

    Row {
        id: totals

        width: panel.rows.width
        height: panel.rows.height - (panel.hasTotal ? Theme.wall.line : 0)
        visible: panel.fits
        spacing: Theme.wall.gap

        LightTotal {
            width: panel.cell
            height: totals.height
            light: "normal"
            text: Texts.t("wall.lights.normal")
            count: panel.wall.normal
            px: panel.countPx
            isStale: panel.isStale
        }

        LightTotal {
            width: panel.cell
            height: totals.height
            light: "soon"
            text: Texts.t("wall.lights.soon")
            count: panel.wall.soon
            px: panel.countPx
            isStale: panel.isStale
        }

        LightTotal {
            width: panel.cell
            height: totals.height
            light: "overdue"
            text: Texts.t("wall.lights.overdue")
            count: panel.wall.overdue
            px: panel.countPx
            isStale: panel.isStale
        }
    }

    WallText {
        y: panel.rows.height - Theme.wall.line + Math.round(Theme.wall.gap * 0.4)
        height: Theme.wall.line
        verticalAlignment: Text.AlignVCenter
        wanted: panel.fits && panel.hasTotal
        room: panel.rows.width
        text: panel.wall.openTotal
        soft: true
    }
}
