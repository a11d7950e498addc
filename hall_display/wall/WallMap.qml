pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import assets.ui
import hall_display
import screenkit

/*! The banners' outlines in greys, each with the number that it has in the list beside it. */
Item {
    id: map

    required property WallViewModel wall

    /*! The northernmost number stands half above its banner. */
    readonly property real above: Theme.wall.of(0.6)
    readonly property real unit: Math.min(map.width / map.wall.mapWidth, (map.height - map.above - 2 * Theme.wall.line) / map.wall.mapHeight)

    Item {
        id: frame

        x: Math.round((map.width - frame.width) / 2)
        y: map.above
        width: map.wall.mapWidth * map.unit
        height: map.wall.mapHeight * map.unit

        Repeater {
            model: map.wall.banners

            Shape {
                id: banner

                required property string path
                required property int heat

                anchors.fill: parent
                preferredRendererType: Shape.GeometryRenderer

                ShapePath {
                    scale: Qt.size(map.unit, map.unit)
                    fillColor: banner.heat < 0 ? Theme.none : Theme.heat[banner.heat]
                    strokeColor: Theme.surface
                    strokeWidth: 2 * Theme.wall.edge
                    joinStyle: ShapePath.RoundJoin

                    PathSvg {
                        path: banner.path
                    }
                }
            }
        }

        Repeater {
            model: map.wall.banners

            WallText {
                required property string number
                required property real labelX
                required property real labelY
                required property bool isBeside

                x: Math.round(labelX * map.unit - (isBeside ? 0 : implicitWidth / 2))
                y: Math.round(labelY * map.unit - height / 2)
                text: number
                color: isBeside ? Theme.inkSoft : Theme.inkOnHeat
                Accessible.ignored: true
            }
        }
    }

    WallText {
        anchors.right: parent.right
        anchors.bottom: sketch.top
        height: Theme.wall.line
        verticalAlignment: Text.AlignVCenter
        wanted: map.wall.isAreaHidden
        text: Texts.t("wall.areas.hidden")
        soft: true
    }

    WallText {
        id: sketch

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.wall.line
        verticalAlignment: Text.AlignVCenter
        text: Texts.t("map.sketch")
        soft: true
    }
}
