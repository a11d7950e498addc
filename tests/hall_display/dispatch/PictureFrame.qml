import QtQuick
import assets.ui
import hall_display
import "../../../hall_display/dispatch/picture"
import "../../../hall_display/dispatch/behind"

/*! Picture and drawer together, as a test sees them; Esc as on the screen. */
Rectangle {
    id: frame

    required property PictureViewModel picture
    required property BehindViewModel behind

    color: Theme.ground

    Shortcut {
        sequence: "Esc"
        onActivated: {
            if (!frame.behind.back() && !frame.picture.risk.back())
                frame.picture.map.back()
        }
    }

    MapPanel {
        id: map

        x: Theme.dispatch.margin
        y: Theme.dispatch.margin
        width: Math.round(frame.width * 0.5)
        height: Math.round(frame.height * 0.62)
        picture: frame.picture
    }

    TrendPanel {
        anchors.left: map.left
        anchors.right: map.right
        anchors.top: map.bottom
        anchors.topMargin: Theme.dispatch.gap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.dispatch.margin
        picture: frame.picture
    }

    StepsPanel {
        id: steps

        anchors.left: map.right
        anchors.leftMargin: Theme.dispatch.gap
        anchors.right: parent.right
        anchors.rightMargin: Theme.dispatch.margin
        anchors.top: map.top
        height: Math.round(frame.height * 0.17)
        picture: frame.picture
    }

    TypesPanel {
        id: types

        anchors.left: steps.left
        anchors.top: steps.bottom
        anchors.topMargin: Theme.dispatch.gap
        width: Math.round((steps.width - Theme.dispatch.gap) / 2)
        height: Math.round(frame.height * 0.46)
        picture: frame.picture
    }

    RiskPanel {
        anchors.left: types.right
        anchors.leftMargin: Theme.dispatch.gap
        anchors.right: steps.right
        anchors.top: types.top
        anchors.bottom: types.bottom
        picture: frame.picture
    }

    KpiPanel {
        anchors.left: steps.left
        anchors.right: steps.right
        anchors.top: types.bottom
        anchors.topMargin: Theme.dispatch.gap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.dispatch.margin
        picture: frame.picture
    }

    BehindDrawer {
        anchors.fill: parent
        behind: frame.behind
    }
}
