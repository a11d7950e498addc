pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Every counter: whom it has, or that nobody is there now. */
WallPanel {
    id: panel

    readonly property real counterWidth: Theme.wall.of(2.7)

    title: Texts.t("wall.desk.title")
    rows.count: desks.count
    rows.columnGap: Theme.wall.of(0.5)
    rows.columns: Math.max(1, Math.min(4, Math.floor((panel.rows.width + panel.rows.columnGap) / (panel.counterWidth + Theme.wall.of(4.05) + panel.rows.columnGap))))

    Repeater {
        id: desks

        model: panel.wall.desks

        Item {
            id: desk

            required property int index
            required property string counter
            required property string words
            required property string ticketNo
            required property bool isOpen

            x: panel.rows.xOf(desk.index)
            y: panel.rows.yOf(desk.index)
            width: panel.rows.cellWidth
            height: panel.rows.cellHeight
            visible: panel.rows.has(desk.index)
            Accessible.role: Accessible.ListItem
            Accessible.name: desk.counter + " " + (desk.ticketNo || desk.words)

            WallText {
                anchors.verticalCenter: parent.verticalCenter
                text: desk.counter
                strong: true
                soft: panel.isStale || !desk.isOpen
                Accessible.ignored: true
            }

            WallText {
                anchors.left: parent.left
                anchors.leftMargin: panel.counterWidth
                anchors.verticalCenter: parent.verticalCenter
                room: desk.width - panel.counterWidth
                text: desk.ticketNo || desk.words
                strong: desk.ticketNo !== ""
                soft: panel.isStale || desk.ticketNo === ""
                Accessible.ignored: true
            }
        }
    }
}
