pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

/*! Tongliao's banners (示意图): grey by number of open cases, the number, and ■ n in red where some are overdue.

    `banners`: rows of hall_display.map.map_shown.BannerShown, drawn in a frame of frameWidth × frameHeight that is scaled
    to fit. With `interactive` a banner is pressed, or reached with Tab and opened with Enter. */
Item {
    id: map

    required property var banners
    property real frameWidth: 1000
    property real frameHeight: 1000
    property int namePx: Theme.dispatch.body
    property int countPx: Theme.dispatch.strong
    property bool interactive: false
    /*! Code of the banner whose panel is open. */
    property string selected: ""
    /*! Old figures: the scale is left out, all is grey. */
    property bool isStale: false
    /*! 「示意图」: the outlines carry no 审图号. */
    property string sketchText: ""
    property string lessText: ""
    property string moreText: ""

    /*! Room above the drawing: the label of the small banner at its upper end is a little higher than it. */
    readonly property real above: Math.round(map.namePx * 0.3)
    readonly property real unit: Math.min(map.width / map.frameWidth, (map.height - map.above) / map.frameHeight)
    readonly property int line: Math.max(1, Math.round(map.namePx / 14))

    signal areaClicked(code: string)
    signal overdueClicked(code: string)

    Item {
        id: frame

        anchors.centerIn: parent
        anchors.verticalCenterOffset: map.above / 2
        width: map.frameWidth * map.unit
        height: map.frameHeight * map.unit

        Repeater {
            model: map.banners

            Shape {
                id: banner

                required property string code
                required property string path
                required property int heat
                required property bool isKnown

                readonly property bool isSelected: map.selected === banner.code

                anchors.fill: parent
                z: banner.isSelected ? 1 : 0
                containsMode: Shape.FillContains
                preferredRendererType: Shape.GeometryRenderer

                ShapePath {
                    scale: Qt.size(map.unit, map.unit)
                    fillColor: banner.heat < 0 ? Theme.none : map.isStale ? Theme.heat[0]
                        : Theme.heat[hover.hovered && map.interactive ? Math.min(4, banner.heat + 1) : banner.heat]
                    strokeColor: banner.isSelected ? Theme.ink : banner.heat < 0 ? Theme.line : Theme.surface
                    strokeWidth: banner.isSelected ? 2 * map.line : map.line
                    joinStyle: ShapePath.RoundJoin

                    PathSvg {
                        path: banner.path
                    }
                }

                HoverHandler {
                    id: hover

                    enabled: map.interactive && banner.isKnown
                    cursorShape: Qt.PointingHandCursor
                }

                TapHandler {
                    enabled: map.interactive && banner.isKnown
                    gesturePolicy: TapHandler.ReleaseWithinBounds
                    onTapped: map.areaClicked(banner.code)
                }
            }
        }

        Repeater {
            model: map.banners

            BannerLabel {
                id: label

                required property string code
                required property real labelX
                required property real labelY
                required property bool isBeside

                x: label.isBeside ? Math.max(Math.round(label.labelX * map.unit) - label.width - map.namePx / 4, -frame.x)
                    : Math.round(label.labelX * map.unit - label.width / 2)
                y: Math.round(label.labelY * map.unit - label.height / 2)
                z: 2
                outside: label.isBeside
                namePx: map.namePx
                countPx: map.countPx
                interactive: map.interactive
                isStale: map.isStale
                onActivated: map.areaClicked(label.code)
                onOverdueActivated: map.overdueClicked(label.code)
            }
        }
    }

    Column {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        spacing: Math.round(map.namePx * 0.35)

        ThemeText {
            visible: map.sketchText !== ""
            text: map.sketchText
            px: Math.round(map.namePx * 0.85)
            soft: true
            wrapMode: Text.NoWrap
        }

        Row {
            spacing: Math.round(map.namePx * 0.25)
            visible: map.lessText !== ""

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: map.lessText
                px: Math.round(map.namePx * 0.85)
                soft: true
                wrapMode: Text.NoWrap
            }

            Repeater {
                model: Theme.heat

                Rectangle {
                    required property color modelData

                    anchors.verticalCenter: parent?.verticalCenter
                    width: map.namePx
                    height: Math.round(map.namePx * 0.7)
                    color: modelData
                }
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: map.moreText
                px: Math.round(map.namePx * 0.85)
                soft: true
                wrapMode: Text.NoWrap
            }
        }
    }
}
