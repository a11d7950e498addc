import QtQuick
import QtQuick.Shapes

/*! A rounded frame in dashes: the answer that is none of the others. */
Shape {
    id: frame

    property int thickness: Theme.kiosk.edge
    property int radius: Theme.kiosk.radius
    property color ink: Theme.brand
    property color fill: Theme.surface

    ShapePath {
        strokeWidth: frame.thickness
        strokeColor: frame.ink
        fillColor: frame.fill
        strokeStyle: ShapePath.DashLine
        dashPattern: [3, 2]
        capStyle: ShapePath.FlatCap

        PathRectangle {
            x: frame.thickness / 2
            y: frame.thickness / 2
            width: frame.width - frame.thickness
            height: frame.height - frame.thickness
            radius: frame.radius
        }
    }
}
