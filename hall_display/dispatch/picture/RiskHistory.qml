pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import assets.ui
import hall_display

/*! The index of every week, 0 to 100, with the lines where a level begins; broken where there were too few matters. */
Item {
    id: history

    required property RiskModel risk

    property bool isDrawn: true

    readonly property int px: Theme.dispatch.small
    readonly property int axis: Math.round(history.px * 3)

    Item {
        id: field

        anchors.fill: parent
        anchors.leftMargin: history.axis
        anchors.bottomMargin: Math.round(history.px * 1.5)
        anchors.topMargin: Math.round(history.px * 0.4)

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.dispatch.edge
            color: Theme.inkSoft
        }

        Repeater {
            model: history.risk.bounds

            Item {
                id: bound

                required property string text
                required property real at

                y: Math.round(bound.at * field.height)
                width: field.width

                Rectangle {
                    width: parent.width
                    height: Theme.dispatch.edge
                    color: Theme.line
                }

                ThemeText {
                    anchors.right: parent.left
                    anchors.rightMargin: Math.round(history.px * 0.4)
                    anchors.verticalCenter: parent.top
                    text: bound.text
                    px: history.px
                    soft: true
                    wrapMode: Text.NoWrap
                }
            }
        }

        Shape {
            anchors.fill: parent
            visible: history.isDrawn && history.risk.historyPath !== ""
            preferredRendererType: Shape.GeometryRenderer

            ShapePath {
                scale: Qt.size(field.width / 1000, field.height / 1000)
                fillColor: Theme.none
                strokeColor: Theme.ink
                strokeWidth: Math.max(2, history.px / 9)
                joinStyle: ShapePath.RoundJoin
                capStyle: ShapePath.RoundCap

                PathSvg {
                    path: history.risk.historyPath
                }
            }
        }

        ThemeText {
            anchors.left: parent.left
            anchors.top: parent.bottom
            text: history.risk.historyFirst
            px: history.px
            soft: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            anchors.right: parent.right
            anchors.top: parent.bottom
            text: history.risk.historyLast
            px: history.px
            soft: true
            wrapMode: Text.NoWrap
        }
    }
}
