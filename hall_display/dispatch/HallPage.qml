import QtQuick
import "hall_now"
import assets.ui
import hall_display

/*! 大厅: desks at the left, zones and duty in the middle, machines and halls at the right. */
FocusScope {
    id: page

    required property DispatchViewModel dispatch

    readonly property HallNowViewModel hallNow: page.dispatch.hallNow
    /*! Who is of an area sees cases; one panel says so. */
    readonly property bool isWhole: page.hallNow.seesHall || !page.hallNow.isHeard
    readonly property real column: (page.width - 2 * Theme.dispatch.gap) / 3

    DesksPanel {
        id: desks

        width: page.column * 1.16
        height: page.height
        viewModel: page.hallNow
    }

    ZonesPanel {
        id: zones

        anchors.left: desks.right
        anchors.leftMargin: Theme.dispatch.gap
        width: page.column * 0.92
        height: Math.round(page.height * 0.46)
        visible: page.isWhole
        viewModel: page.hallNow
    }

    RosterPanel {
        anchors.left: zones.left
        anchors.top: zones.bottom
        anchors.topMargin: Theme.dispatch.gap
        anchors.bottom: parent.bottom
        width: zones.width
        visible: page.isWhole
        viewModel: page.hallNow
    }

    DevicesPanel {
        id: devices

        anchors.left: zones.right
        anchors.leftMargin: Theme.dispatch.gap
        anchors.right: parent.right
        height: Math.round(page.height * 0.56)
        visible: page.isWhole
        viewModel: page.hallNow
    }

    HallsPanel {
        anchors.left: devices.left
        anchors.right: devices.right
        anchors.top: devices.bottom
        anchors.topMargin: Theme.dispatch.gap
        anchors.bottom: parent.bottom
        visible: page.isWhole
        viewModel: page.hallNow
    }
}
