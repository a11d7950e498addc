pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 叫过没到: who was called and was not there. More numbers than fit take turns; the mark says how often. */
Rectangle {
    id: panel

    required property WallViewModel wall
    property int roundNo: 0

    readonly property bool isStale: panel.wall.lost !== ""
    readonly property real room: panel.width - 2 * Theme.wall.pad
    readonly property real lineHeight: Math.min(panel.height, Theme.wall.line)
    /*! Where the numbers begin under the title. */
    readonly property real below: Theme.wall.line + Math.round(Theme.wall.pad * 0.4)
    /*! Title and numbers in one line, or the numbers below it. */
    readonly property bool isOneLine: panel.height < 2 * Theme.wall.line + Theme.wall.pad || numbers.count < 1
    readonly property real beside: panel.isOneLine ? title.implicitWidth + Theme.wall.pad : 0

    radius: Theme.wall.radius
    color: Theme.surface
    border.width: Theme.wall.edge
    border.color: Theme.line

    WallText {
        id: title

        anchors.left: parent.left
        anchors.leftMargin: Theme.wall.pad
        y: panel.isOneLine ? (panel.height - height) / 2 : Math.round(Theme.wall.pad * 0.4)
        height: Theme.wall.line
        verticalAlignment: Text.AlignVCenter
        room: panel.height >= Theme.wall.line ? panel.room : 0
        text: Texts.t("wall.not_present.title")
        soft: true
    }

    WallText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.wall.pad
        y: title.y
        height: Theme.wall.line
        verticalAlignment: Text.AlignVCenter
        wanted: !panel.isOneLine && pages.pages > 1
        room: panel.room - title.implicitWidth - Theme.wall.pad
        text: Texts.say("wall.pages.of", { page: pages.page + 1, pages: pages.pages })
        soft: true
    }

    WallText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.wall.pad
        anchors.verticalCenter: title.verticalCenter
        room: panel.room - title.implicitWidth - Theme.wall.pad
        text: panel.wall.absentNone
        soft: true
    }

    WallRows {
        id: pages

        anchors.left: parent.left
        anchors.leftMargin: Theme.wall.pad + panel.beside
        anchors.right: parent.right
        anchors.rightMargin: Theme.wall.pad
        y: panel.isOneLine ? (parent.height - panel.lineHeight) / 2 : panel.below
        height: panel.isOneLine ? panel.lineHeight : parent.height - panel.below - Math.round(Theme.wall.pad * 0.4)
        count: numbers.count
        columnGap: Theme.wall.of(0.3)
        columns: Math.max(1, Math.floor((pages.width + pages.columnGap) / (Theme.wall.of(3.05) + pages.columnGap)))
        roundNo: panel.roundNo

        Repeater {
            id: numbers

            model: panel.wall.absent

            WallText {
                required property int index
                required property string ticketNo

                x: pages.xOf(index)
                y: pages.yOf(index)
                height: pages.cellHeight
                verticalAlignment: Text.AlignVCenter
                wanted: pages.has(index)
                room: pages.cellWidth
                text: ticketNo
                strong: true
                soft: panel.isStale
            }
        }
    }
}
