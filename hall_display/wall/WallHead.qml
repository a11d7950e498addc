import QtQuick
import assets.ui
import hall_display

/*! Whose hall this is, what it is for, and what time it is. What finds no room is left out: first the weekday, then the slogan, then the date. */
Rectangle {
    id: head

    required property WallViewModel wall

    /*! What is left beside name and clock. */
    readonly property real room: head.width - 2 * Theme.wall.margin - centre.implicitWidth - clock.implicitWidth - Theme.wall.pad
    readonly property real dateRoom: date.implicitWidth + 2 * Theme.wall.pad
    readonly property bool hasDate: head.dateRoom <= head.room
    readonly property real sloganRoom: slogan.implicitWidth + Theme.wall.pad
    readonly property bool hasSlogan: (head.hasDate ? head.dateRoom : 0) + head.sloganRoom <= head.room
    readonly property real weekdayRoom: weekday.implicitWidth + Theme.wall.pad
    readonly property bool hasWeekday: head.hasDate && head.dateRoom + (head.hasSlogan ? head.sloganRoom : 0) + head.weekdayRoom <= head.room

    height: Theme.wall.head
    color: Theme.brandDeep

    WallText {
        id: centre

        anchors.left: parent.left
        anchors.leftMargin: Theme.wall.margin
        anchors.verticalCenter: parent.verticalCenter
        text: head.wall.centre
        strong: true
        color: Theme.inkOnBrand
    }

    WallText {
        id: slogan

        anchors.left: centre.right
        anchors.leftMargin: Theme.wall.pad
        anchors.verticalCenter: parent.verticalCenter
        wanted: head.hasSlogan
        text: head.wall.slogan
        color: Theme.inkOnBrandSoft
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.wall.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.wall.pad

        WallText {
            id: date

            wanted: head.hasDate
            text: head.wall.date
            color: Theme.inkOnBrandSoft
        }

        WallText {
            id: weekday

            wanted: head.hasWeekday
            text: head.wall.weekday
            color: Theme.inkOnBrandSoft
        }

        WallText {
            id: clock

            text: head.wall.clock
            strong: true
            color: Theme.inkOnBrand
        }
    }
}
