import QtQuick
import QtQuick.Shapes

/*! Time that is left on a page: a quiet ring, digits only in the last 20 s. Changes once a second at most. */
Item {
    id: ring

    property int secondsLeft: 60
    property int secondsAll: 60
    /*! For screen readers, for example 「还有 15 秒」. */
    property string text: ""

    readonly property int thickness: Theme.kiosk.px(13)
    readonly property real part: ring.secondsAll > 0 ? Math.max(0, Math.min(1, ring.secondsLeft / ring.secondsAll)) : 0

    implicitWidth: Theme.kiosk.px(96)
    implicitHeight: Theme.kiosk.px(96)

    Accessible.role: Accessible.Indicator
    Accessible.name: ring.text

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeWidth: ring.thickness
            strokeColor: Theme.line
            fillColor: Theme.none

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: (ring.width - ring.thickness) / 2
                radiusY: (ring.height - ring.thickness) / 2
                startAngle: 0
                sweepAngle: 360
            }
        }

        ShapePath {
            strokeWidth: ring.thickness
            strokeColor: ring.part > 0 ? Theme.brand : Theme.none
            fillColor: Theme.none
            capStyle: ShapePath.FlatCap

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: (ring.width - ring.thickness) / 2
                radiusY: (ring.height - ring.thickness) / 2
                startAngle: -90
                sweepAngle: 360 * ring.part
            }
        }
    }

    ThemeText {
        anchors.centerIn: parent
        visible: ring.secondsLeft <= 20
        text: ring.secondsLeft
        px: Theme.kiosk.px(38)
        strong: true
        Accessible.ignored: true
    }
}
