import QtQuick
import assets.ui
import hall_display

/*! The public wall: what was called on the left, how long it takes and how things stand on the right. */
Rectangle {
    id: screen

    required property WallViewModel wall

    color: Theme.ground

    WallHead {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        wall: screen.wall
    }

    WallCalls {
        id: calls

        anchors.left: parent.left
        anchors.leftMargin: Theme.wall.margin
        anchors.top: head.bottom
        anchors.topMargin: Theme.wall.px(28)
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.wall.px(24)
        width: Theme.wall.px(1078)
        wall: screen.wall
    }

    WallQueues {
        id: queues

        anchors.left: calls.right
        anchors.leftMargin: Theme.wall.px(36)
        anchors.right: parent.right
        anchors.rightMargin: Theme.wall.margin
        anchors.top: calls.top
        anchors.bottom: lights.top
        anchors.bottomMargin: Theme.wall.gap
        wall: screen.wall
    }

    WallSide {
        id: lights

        anchors.left: queues.left
        anchors.right: queues.right
        anchors.bottom: calls.bottom
        height: Theme.wall.px(380)
        wall: screen.wall
    }

    WallFoot {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        wall: screen.wall
    }
}
