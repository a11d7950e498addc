pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display

/*! The public wall: head, what its layout says, foot. Nothing scrolls; pages of an area change in place. */
Rectangle {
    id: screen

    required property WallViewModel wall
    required property WallFrame frame

    color: Theme.ground

    WallHead {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        wall: screen.wall
    }

    WallLostBanner {
        id: banner

        anchors.left: body.left
        anchors.right: body.right
        anchors.leftMargin: Theme.wall.gap / 2
        anchors.rightMargin: Theme.wall.gap / 2
        anchors.top: head.bottom
        anchors.topMargin: banner.visible ? Theme.wall.gap : 0
        wall: screen.wall
    }

    Item {
        id: body

        readonly property real dots: Theme.wall.of(0.3)

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: banner.bottom
        anchors.bottom: foot.visible ? foot.top : parent.bottom
        anchors.leftMargin: Theme.wall.margin - Theme.wall.gap / 2
        anchors.rightMargin: Theme.wall.margin - Theme.wall.gap / 2
        anchors.topMargin: Theme.wall.gap / 2
        anchors.bottomMargin: Theme.wall.gap / 2

        Repeater {
            model: screen.frame.cells

            WallCell {
                id: cell

                required property real fromLeft
                required property real fromTop
                required property real wide
                required property real high
                required property bool isSeen
                required property bool hasDots

                x: cell.fromLeft * body.width + Theme.wall.gap / 2
                y: cell.fromTop * body.height + Theme.wall.gap / 2
                width: cell.wide * body.width - Theme.wall.gap
                height: cell.high * body.height - Theme.wall.gap - (cell.hasDots ? body.dots : 0)
                visible: cell.isSeen && cell.height > 0
                wall: screen.wall
            }
        }

        Repeater {
            model: screen.frame.dots

            Row {
                id: dots

                required property real fromLeft
                required property real toBottom
                required property real wide
                required property int pages
                required property int current

                x: (dots.fromLeft + dots.wide / 2) * body.width - dots.width / 2
                y: dots.toBottom * body.height - Theme.wall.gap / 2 - dots.height + Math.round(body.dots * 0.1)
                spacing: Theme.wall.of(0.2)

                Repeater {
                    model: dots.pages

                    Rectangle {
                        id: dot

                        required property int index

                        width: Math.round(body.dots * 0.72)
                        height: dot.width
                        radius: dot.width / 2
                        color: dot.index === dots.current ? Theme.inkSoft : Theme.none
                        border.width: Theme.wall.edge
                        border.color: Theme.inkSoft
                    }
                }
            }
        }
    }

    // While the hall is lost the sentence about it takes the height of the foot: no panel loses a row.
    WallFoot {
        id: foot

        visible: screen.wall.lost === ""

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        wall: screen.wall
    }
}
