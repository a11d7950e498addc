import QtQuick
import assets.ui
import hall_display

/*! What stands behind a number: slides in from the right over the picture, which stays usable beside it. Put it into an item
    that fills the screen. Keys (Esc is the screen's): ↑↓ choose a line, Enter opens it. */
Item {
    id: drawer

    required property BehindViewModel behind

    z: 10

    /*! Arrows choose in the list again. */
    function takeKeys(): void {
        lines.takeKeys()
    }

    readonly property real sheetWidth: Math.round(Math.min(drawer.width * 0.92, Theme.dispatch.px(Theme.dispatch.isDesk ? 760 : 860)))

    Rectangle {
        id: sheet

        x: drawer.behind.isOpen ? drawer.width - sheet.width : drawer.width
        width: drawer.sheetWidth
        height: drawer.height
        visible: drawer.behind.isOpen  // a screen that changes its size while it is closed moves it, unseen
        color: Theme.surface

        Accessible.role: Accessible.Pane
        Accessible.name: drawer.behind.title

        Behavior on x {
            NumberAnimation {
                duration: 160
                easing.type: Easing.OutCubic
            }
        }

        // What lies below must not take what is meant for the drawer.
        MouseArea {
            anchors.fill: parent
            acceptedButtons: Qt.AllButtons
            hoverEnabled: true
            onWheel: (wheel) => wheel.accepted = true
        }

        Rectangle {
            width: Theme.dispatch.edgeStrong
            height: parent.height
            color: Theme.edge
        }

        BehindHead {
            id: head

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.dispatch.pad
            anchors.leftMargin: Theme.dispatch.pad + Theme.dispatch.edgeStrong
            behind: drawer.behind
        }

        BehindList {
            id: lines

            anchors.left: head.left
            anchors.right: head.right
            anchors.top: head.bottom
            anchors.topMargin: Theme.dispatch.gap
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.dispatch.pad
            visible: !drawer.behind.isCase
            behind: drawer.behind
        }

        CaseCard {
            anchors.left: head.left
            anchors.right: head.right
            anchors.top: head.bottom
            anchors.topMargin: Theme.dispatch.gap
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.dispatch.pad
            visible: drawer.behind.isCase
            behind: drawer.behind
        }
    }
}
