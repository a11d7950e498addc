pragma ComponentBehavior: Bound

import QtQuick

/*! Places that have no place on the map: the towns of a banner, as tiles in the order in which they are given.

    `places`: rows of hall_display.map.map_shown.PlaceShown. Tiles share the room; with little of it they are small. */
Item {
    id: tiles

    required property var places
    property int namePx: Theme.dispatch.body
    property int countPx: Theme.dispatch.strong
    property bool interactive: false
    property bool isStale: false
    property int gap: Math.max(2, Math.round(tiles.namePx * 0.3))
    /*! Tiles are never wider or higher than this; a few stand at the top left. */
    property int tileWidthMax: Math.round(tiles.namePx * 13)
    property int tileHeightMax: Math.round(tiles.namePx * 4.2)

    readonly property int tileWidthMin: Math.round(tiles.namePx * 7.4)
    readonly property int columns: Math.max(1, Math.min(repeater.count, Math.floor((tiles.width + tiles.gap) / (tiles.tileWidthMin + tiles.gap))))
    readonly property int rows: Math.max(1, Math.ceil(repeater.count / tiles.columns))
    readonly property real tileWidth: Math.min(tiles.tileWidthMax, (tiles.width - (tiles.columns - 1) * tiles.gap) / tiles.columns)
    readonly property real tileHeight: Math.min(tiles.tileHeightMax, (tiles.height - (tiles.rows - 1) * tiles.gap) / tiles.rows)
    /*! Too low for two lines: name and number stand in one. */
    readonly property bool flat: tiles.tileHeight < tiles.namePx * 1.3 + tiles.countPx * 1.5

    implicitHeight: tiles.rows * tiles.tileHeightMax + (tiles.rows - 1) * tiles.gap

    signal areaClicked(code: string)
    signal overdueClicked(code: string)

    Repeater {
        id: repeater

        model: tiles.places

        Rectangle {
            id: tile

            required property int index
            required property string code
            required property string name
            required property string count
            required property string overdue
            required property string spoken
            required property string spokenOverdue
            required property int heat
            required property bool isKnown

            readonly property bool canPress: tiles.interactive && tile.isKnown

            x: Math.round((tile.index % tiles.columns) * (tiles.tileWidth + tiles.gap))
            y: Math.round(Math.floor(tile.index / tiles.columns) * (tiles.tileHeight + tiles.gap))
            width: Math.floor(tiles.tileWidth)
            height: Math.floor(tiles.tileHeight)
            radius: Math.round(tiles.namePx * 0.3)
            color: tile.heat < 0 ? Theme.sunken : Theme.heat[tiles.isStale ? 0 : tile.heat]
            border.width: hover.hovered || press.pressed ? 2 : tile.canPress ? 1 : 0
            border.color: Theme.edge
            activeFocusOnTab: tiles.interactive

            Accessible.role: tile.canPress ? Accessible.Button : Accessible.StaticText
            Accessible.name: tile.spoken
            Accessible.focusable: tile.canPress
            Accessible.onPressAction: tiles.areaClicked(tile.code)
            Keys.enabled: tile.canPress
            Keys.onReturnPressed: tiles.areaClicked(tile.code)
            Keys.onEnterPressed: tiles.areaClicked(tile.code)
            Keys.onSpacePressed: tiles.areaClicked(tile.code)

            HoverHandler {
                id: hover

                enabled: tile.canPress
                cursorShape: Qt.PointingHandCursor
            }

            TapHandler {
                id: press

                enabled: tile.canPress
                gesturePolicy: TapHandler.ReleaseWithinBounds
                onTapped: tiles.areaClicked(tile.code)
            }

            FocusRing {
                visible: tile.activeFocus
                anchors.margins: 0
                thickness: Math.max(2, Math.round(tiles.namePx / 9))
                radius: tile.radius
                border.color: Theme.ink
            }

            ThemeText {
                x: Math.round(tiles.namePx * 0.5)
                y: Math.round(tiles.flat ? 0 : tiles.namePx * 0.25)
                width: tile.width - 2 * x - (tiles.flat ? figures.width : 0)
                height: tiles.flat ? tile.height : tile.height - figures.height - tiles.namePx * 0.4
                verticalAlignment: Text.AlignVCenter
                text: tile.name
                px: tiles.namePx
                fontSizeMode: Text.Fit
                minimumPixelSize: Math.round(tiles.namePx * 0.5)
                lineHeight: 0.9
                color: tiles.isStale ? Theme.inkSoft : Theme.inkOnHeat
                wrapMode: Text.WrapAnywhere
                Accessible.ignored: true
            }

            Row {
                id: figures

                x: tiles.flat ? tile.width - figures.width - Math.round(tiles.namePx * 0.4) : Math.round(tiles.namePx * 0.5)
                y: tiles.flat ? (tile.height - figures.height) / 2 : tile.height - figures.height - Math.round(tiles.namePx * 0.15)
                layoutDirection: tiles.flat ? Qt.RightToLeft : Qt.LeftToRight
                spacing: Math.round(tiles.countPx * 0.4)

                ThemeText {
                    anchors.verticalCenter: parent.verticalCenter
                    text: tile.count
                    px: tiles.countPx
                    strong: true
                    color: tiles.isStale ? Theme.inkSoft : Theme.inkOnHeat
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                OverduePill {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: tile.overdue !== ""
                    count: tile.overdue
                    px: Math.round(tiles.countPx * 0.86)
                    isStale: tiles.isStale
                    interactive: tiles.interactive
                    spoken: tile.spokenOverdue
                    onActivated: tiles.overdueClicked(tile.code)
                }
            }
        }
    }
}
