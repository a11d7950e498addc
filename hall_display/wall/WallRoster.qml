pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Which units are in the hall today, how they are stationed, and at which counter. */
Rectangle {
    id: panel

    required property WallViewModel wall

    readonly property bool isStale: panel.wall.lost !== ""
    readonly property int lines: Math.max(1, Math.ceil(rows.count / 2))
    readonly property int px: Math.min(Theme.wall.px(44), Math.floor(grid.height / panel.lines * 0.62))

    radius: Theme.wall.radius
    color: Theme.surface
    border.width: Theme.wall.edge
    border.color: Theme.line

    ThemeText {
        id: title

        anchors.left: parent.left
        anchors.leftMargin: Theme.wall.pad
        anchors.top: parent.top
        anchors.topMargin: Theme.wall.px(22)
        text: Texts.t("wall.roster.title")
        px: Theme.wall.body
        soft: true
        wrapMode: Text.NoWrap
    }

    Grid {
        id: grid

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.wall.pad
        anchors.top: title.bottom
        anchors.topMargin: Theme.wall.px(10)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.wall.px(64)
        columns: 2
        columnSpacing: Theme.wall.px(56)

        Repeater {
            id: rows

            model: panel.wall.roster

            Item {
                id: unit

                required property string unitName
                required property string mode
                required property string where

                width: (grid.width - grid.columnSpacing) / 2
                height: Math.min(Theme.wall.px(72), grid.height / panel.lines)

                Accessible.role: Accessible.ListItem
                Accessible.name: unit.unitName + " " + (unit.where || unit.mode)

                ThemeText {
                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: unit.unitName
                    px: panel.px
                    strong: true
                    soft: panel.isStale
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                ThemeText {
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: unit.where || unit.mode
                    px: Math.round(panel.px * 0.82)
                    soft: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
