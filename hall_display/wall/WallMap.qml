import QtQuick
import assets.ui
import hall_display
import screenkit

/*! The banners' outlines in greys, each with the number that it has in the list beside it. */
Item {
    id: map

    required property WallViewModel wall
    property bool isStale: false

    BannerMap {
        width: parent.width
        height: parent.height - 2 * Theme.wall.line
        banners: map.wall.banners
        frameWidth: map.wall.mapWidth
        frameHeight: map.wall.mapHeight
        namePx: Theme.wall.em
        isStale: map.isStale
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
