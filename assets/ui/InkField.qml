import QtQuick
import QtQuick.Shapes

/*! A field that a finger writes in. It shows the ink and hands on each stroke when the finger is lifted; it reads nothing. */
Rectangle {
    id: field

    property string label: ""
    property string placeholder: ""
    readonly property bool empty: field.ink.length === 0 && field.line.length === 0

    property list<var> ink: []      // finished strokes, each a list of points
    property list<point> line: []   // the one under the finger

    /*! x and y in turn, in pixels of the field. */
    signal written(points: list<real>)

    function clear(): void {
        field.ink = []
        field.line = []
    }

    function undo(): void {
        field.ink = field.ink.slice(0, -1)
    }

    radius: Theme.kiosk.radiusSmall
    color: Theme.surface
    border.width: Theme.kiosk.edge
    border.color: Theme.edge
    clip: true

    Accessible.role: Accessible.Graphic
    Accessible.name: field.label

    ThemeText {
        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width - 2 * Theme.kiosk.grid)
        visible: field.empty
        text: field.placeholder
        soft: true
        Accessible.ignored: true
    }

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: Theme.ink
            strokeWidth: Theme.kiosk.px(11)
            fillColor: Theme.none
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathMultiline {
                paths: field.line.length > 1 ? [...field.ink, field.line] : field.ink
            }
        }
    }

    MouseArea {
        anchors.fill: parent
        preventStealing: true
        onPressed: mouse => field.line = [Qt.point(mouse.x, mouse.y)]
        onPositionChanged: mouse => field.line.push(Qt.point(mouse.x, mouse.y))
        onCanceled: field.line = []
        onReleased: {
            const points = []
            for (const point of field.line)
                points.push(point.x, point.y)
            // A dot is drawn, too: a line needs two ends.
            const drawn = field.line.length > 1 ? field.line : [field.line[0], Qt.point(field.line[0].x + 1, field.line[0].y + 1)]
            field.ink = [...field.ink, drawn]
            field.line = []
            field.written(points)
        }
    }
}
