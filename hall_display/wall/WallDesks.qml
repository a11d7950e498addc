pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Every counter: whom it has, or that nobody is there now. Two columns, as many rows as there are counters. */
Rectangle {
    id: panel

    required property WallViewModel wall

    readonly property bool isStale: panel.wall.lost !== ""
    readonly property int columns: rows.count > 6 ? 3 : 2
    readonly property int lines: Math.max(1, Math.ceil(rows.count / panel.columns))
    readonly property int px: Math.min(Theme.wall.px(46), Math.floor(grid.height / panel.lines * 0.62))

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
        text: Texts.t("wall.desk.title")
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
        columns: panel.columns
        columnSpacing: Theme.wall.px(40)

        Repeater {
            id: rows

            model: panel.wall.desks

            Item {
                id: desk

                required property string counter
                required property string words
                required property string ticketNo
                required property bool isOpen

                width: (grid.width - (panel.columns - 1) * grid.columnSpacing) / panel.columns
                height: Math.min(Theme.wall.px(84), grid.height / panel.lines)

                Accessible.role: Accessible.ListItem
                Accessible.name: desk.counter + " " + (desk.ticketNo || desk.words)

                ThemeText {
                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: desk.counter
                    px: panel.px
                    strong: true
                    soft: panel.isStale || !desk.isOpen
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                ThemeText {
                    anchors.left: parent.left
                    anchors.leftMargin: Math.round(panel.px * 2.6)
                    anchors.verticalCenter: parent.verticalCenter
                    text: desk.ticketNo || desk.words
                    px: desk.ticketNo ? panel.px : Math.round(panel.px * 0.86)
                    strong: desk.ticketNo !== ""
                    soft: panel.isStale || desk.ticketNo === ""
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
