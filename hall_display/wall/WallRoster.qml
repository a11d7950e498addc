pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Which units are in the hall today, how they are stationed, and at which counter. */
WallPanel {
    id: panel

    title: Texts.t("wall.roster.title")
    rows.count: units.count

    Repeater {
        id: units

        model: panel.wall.roster

        Item {
            id: unit

            required property int index
            required property string unitName
            required property string mode
            required property string where

            y: panel.rows.yOf(unit.index)
            width: panel.rows.width
            height: panel.rows.cellHeight
            visible: panel.rows.has(unit.index)
            Accessible.role: Accessible.ListItem
            Accessible.name: unit.unitName + " " + (unit.where || unit.mode)

            WallText {
                id: name

                anchors.verticalCenter: parent.verticalCenter
                room: unit.width
                text: unit.unitName
                strong: true
                soft: panel.isStale
                Accessible.ignored: true
            }

            WallText {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                room: unit.width - name.implicitWidth - Theme.wall.pad
                text: unit.where || unit.mode
                soft: true
                Accessible.ignored: true
            }
        }
    }
}
