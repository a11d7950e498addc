import QtQuick
import QtQuick.Shapes
import assets.ui

/*! How a device is: ● fine ▲ to be looked at ■ gone. In ink: colours belong to deadlines. */
Item {
    id: mark

    property string condition: "ok"

    implicitWidth: Theme.desk.px(12)
    implicitHeight: mark.implicitWidth
    Accessible.ignored: true

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
            startX: mark.width / 2
            startY: 0

            PathLine {
                x: mark.width
                y: mark.height
            }
            PathLine {
                x: 0
                y: mark.height
            }
            PathLine {
                x: mark.width / 2
                y: 0
            }
        }
    }
}
