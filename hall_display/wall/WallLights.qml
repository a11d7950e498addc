import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Open cases by their worst clock: exact totals with their time, 0 included; a dash before the first figures. */
Rectangle {
    id: panel

    required property WallViewModel wall

    readonly property bool isStale: panel.wall.lost !== ""
    readonly property int digits: Math.max(2, panel.wall.normal.length, panel.wall.soon.length, panel.wall.overdue.length)
    /*! The three totals have one size, that of the longest: a bold digit is 0.59 of its height wide. */
    readonly property int countPx: Math.min(Theme.wall.count, Math.floor(panel.cell * 0.86 / (0.59 * panel.digits)), Math.floor(totals.height * 0.52))
    readonly property real cell: (panel.width - 2 * Theme.wall.pad - 2 * Theme.wall.gap) / 3

    radius: Theme.wall.radius
    color: Theme.surface
    border.width: Theme.wall.edge
    border.color: Theme.line

    ThemeText {
        id: title

        anchors.left: totals.left
        anchors.top: parent.top
        anchors.topMargin: Theme.wall.px(22)
        text: Texts.t("wall.lights.title")
        px: Theme.wall.body
        soft: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.right: totals.right
        anchors.baseline: title.baseline
        text: panel.wall.asOf
        px: Theme.wall.body
        soft: true
        wrapMode: Text.NoWrap
    }

    Row {
        id: totals

        anchors.left: parent.left
        anchors.leftMargin: Theme.wall.pad
        anchors.top: title.bottom
        anchors.topMargin: Theme.wall.px(14)
        anchors.bottom: all.top
        anchors.bottomMargin: Theme.wall.px(12)
        width: parent.width - 2 * Theme.wall.pad
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

    ThemeText {
        id: all

        anchors.left: totals.left
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.wall.px(18)
        text: panel.wall.openTotal
        px: Theme.wall.small
        soft: true
        wrapMode: Text.NoWrap
    }
}
