import QtQuick
import QtQuick.Shapes
import assets.ui

/*! How a machine or a link is: ● fine ▲ to be looked at ■ gone, in grey: colours belong to deadlines. */
Item {
    id: mark

    property string condition: "ok"
    property int px: Theme.dispatch.small
    readonly property real side: Math.round(mark.px * 0.72)

    implicitWidth: mark.side
    implicitHeight: mark.side

    Rectangle {
        anchors.fill: parent
        visible: mark.condition !== "warning"
        radius: mark.condition === "ok" ? width / 2 : 0
        color: mark.condition === "ok" ? Theme.inkSoft : Theme.ink
    }

    Shape {
        anchors.fill: parent
        visible: mark.condition === "warning"
        preferredRendererType: Shape.GeometryRenderer

        ShapePath {
            fillColor: Theme.ink
            strokeColor: Theme.none
            startX: mark.side / 2
            startY: 0

            PathLine {
                x: mark.side
                y: mark.side
            }
            PathLine {
                x: 0
                y: mark.side
            }
            PathLine {
                x: mark.side / 2
                y: 0
            }
        }
    }
}
