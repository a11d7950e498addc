import QtQuick
import assets.ui
import hall_display
import screenkit
import ".."

/*! Where the open cases are: banners on the map, what has no place on it beside it; behind a banner its towns as tiles. */
DispatchPanel {
    id: panel

    required property PictureViewModel picture
    readonly property MapModel areas: panel.picture.map

    title: panel.areas.banner === "" ? Texts.t("dispatch_picture.map.title") : Texts.say("dispatch_picture.map.title_of", { banner: panel.areas.banner })
    note: panel.areas.asOf
    empty: panel.areas.hasFigures ? "" : Texts.t("dispatch_picture.none_yet")

    PanelTotals {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: visible ? implicitHeight + Theme.dispatch.gap : 0
        visible: panel.areas.canGoBack
        place: panel.areas.banner
        openCount: panel.areas.totalOpen
        overdueCount: panel.areas.totalOverdue
        isStale: panel.areas.isStale || Theme.isFaded
        onBack: panel.areas.back()
        onOpenClicked: panel.areas.openTotal("open")
        onOverdueClicked: panel.areas.openTotal("overdue")
    }

    BannerMap {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.dispatch.px(12)
        anchors.bottom: parent.bottom
        visible: panel.areas.hasFigures && !panel.areas.hasTowns
        banners: panel.areas.banners
        frameWidth: panel.areas.frameWidth
        frameHeight: panel.areas.frameHeight
        interactive: true
        isStale: panel.areas.isStale || Theme.isFaded
        sketchText: Texts.t("map.sketch")
        lessText: Texts.t("map.less")
        moreText: Texts.t("map.more")
        onAreaClicked: (code) => panel.areas.press(code)
        onOverdueClicked: (code) => panel.areas.pressOverdue(code)
    }

    // The map leaves its upper right free: what it has no place for stands there.
    TownTiles {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.dispatch.px(8)
        width: Theme.dispatch.px(170)
        height: implicitHeight
        visible: panel.areas.hasFigures && !panel.areas.hasTowns
        places: panel.areas.elsewhere
        tileWidthMax: width
        tileHeightMax: Theme.dispatch.px(74)
        namePx: Theme.dispatch.small
        countPx: Theme.dispatch.body
        interactive: true
        isStale: panel.areas.isStale || Theme.isFaded
        onAreaClicked: (code) => panel.areas.press(code)
        onOverdueClicked: (code) => panel.areas.pressOverdue(code)
    }

    TownTiles {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        visible: panel.areas.hasTowns && !panel.areas.isWaiting
        places: panel.areas.tiles
        interactive: true
        isStale: panel.areas.isStale || Theme.isFaded
        onAreaClicked: (code) => panel.areas.press(code)
        onOverdueClicked: (code) => panel.areas.pressOverdue(code)
    }

    WaitingNote {
        anchors.left: parent.left
        anchors.top: head.bottom
        visible: panel.areas.isWaiting
        width: parent.width
        said: panel.areas.said
        onAgain: panel.areas.again()
    }
}
