import QtQuick
import QtQuick.Shapes

/*! The light of a deadline: ● normal ▲ soon ■ overdue ‖ stopped ✓ done. The shape is never left out; the word stands
    beside it unless the place has one of its own (then give `label` for screen readers). */
Row {
    id: mark

    property string light: "normal"
    property string text: ""
    property string label: mark.text
    property int px: Theme.desk.body
    /*! A soft square behind the shape, as in lists of the counter. */
    property bool framed: false

    property color ink: Theme.lightInk(mark.light)
    readonly property real side: mark.px * 0.8

    spacing: Math.round(mark.px * 0.3)
    Accessible.role: Accessible.Indicator
    Accessible.name: mark.label

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: mark.framed ? Math.round(mark.px * 1.5) : Math.ceil(mark.side)
        height: width
        radius: width * 0.25
        color: mark.framed ? Theme.lightGround(mark.light) : Theme.none

        Shape {
            anchors.centerIn: parent
            width: mark.side
            height: mark.side
            preferredRendererType: Shape.GeometryRenderer

            ShapePath {
                fillColor: mark.light === "done" ? Theme.none : mark.ink
                strokeColor: mark.light === "done" ? mark.ink : Theme.none
                strokeWidth: mark.side * 0.16
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin

                PathSvg {
                    path: mark.outline(mark.light, mark.side)
                }
            }
        }
    }

    ThemeText {
        anchors.verticalCenter: parent.verticalCenter
        visible: mark.text !== ""
        text: mark.text
        px: mark.px
        color: mark.ink
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    function outline(light: string, side: real): string {
        const at = (part) => (part * side).toFixed(2)
        switch (light) {
        case "normal":
            return `M${at(0)} ${at(0.5)} A${at(0.5)} ${at(0.5)} 0 1 1 ${at(1)} ${at(0.5)} A${at(0.5)} ${at(0.5)} 0 1 1 ${at(0)} ${at(0.5)} Z`
        case "soon":
            return `M${at(0.5)} ${at(0.02)} L${at(1)} ${at(0.94)} L${at(0)} ${at(0.94)} Z`
        case "overdue":
            return `M${at(0.06)} ${at(0.06)} H${at(0.94)} V${at(0.94)} H${at(0.06)} Z`
        case "done":
            return `M${at(0.08)} ${at(0.55)} L${at(0.38)} ${at(0.85)} L${at(0.92)} ${at(0.18)}`
        default:
            return `M${at(0.16)} ${at(0.06)} H${at(0.4)} V${at(0.94)} H${at(0.16)} Z M${at(0.6)} ${at(0.06)} H${at(0.84)} V${at(0.94)} H${at(0.6)} Z`
        }
    }
}
