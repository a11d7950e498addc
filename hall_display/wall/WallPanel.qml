import QtQuick
import assets.ui
import hall_display
import screenkit

/*! A sheet with a title, the time of its figures, and room for its rows. Old figures: the time says how old, instead of
    the title where both do not fit. */
Rectangle {
    id: panel

    required property WallViewModel wall
    /*! How often its area has gone round; more rows than fit go on by it. */
    property int roundNo: 0
    property string title: ""
    property PanelAge age: null
    /*! After the title, where it fits; and at the right, for panels whose figures have no time of their own. */
    property string note: ""
    property string aside: ""
    property alias rows: pages
    /*! An area that always shows this panel says so when there is nothing. */
    property bool isEmpty: pages.count === 0
    property string nothing: Texts.t("wall.nothing")
    default property alias content: pages.data

    readonly property bool isStale: panel.wall.lost !== "" || (panel.age !== null && panel.age.isOld)
    readonly property string mark: pages.pages > 1 ? Texts.say("wall.pages.of", { page: pages.page + 1, pages: pages.pages }) : ""
    readonly property bool isOld: panel.age !== null && panel.age.isOld
    readonly property string stamp: panel.age !== null ? panel.age.words : panel.aside
    readonly property bool bothFit: name.implicitWidth + time.implicitWidth + Theme.wall.pad <= head.width

    radius: Theme.wall.radius
    color: Theme.surface
    border.width: Theme.wall.edge
    border.color: Theme.line

    Item {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.wall.pad
        anchors.topMargin: Math.round(Theme.wall.pad * 0.6)
        height: Theme.wall.line

        WallText {
            id: name

            anchors.verticalCenter: parent.verticalCenter
            wanted: panel.bothFit || !panel.isOld
            room: head.width
            text: panel.title
            soft: true
        }

        WallText {
            id: total

            x: name.width + Theme.wall.gap * 2
            anchors.verticalCenter: parent.verticalCenter
            wanted: name.visible
            room: head.width - x - (time.visible ? time.implicitWidth + Theme.wall.pad : 0)
            text: panel.note
            soft: true
        }

        WallText {
            readonly property real after: name.width + (total.visible ? total.width + Theme.wall.gap * 2 : 0)

            x: after + Theme.wall.gap * 2
            anchors.verticalCenter: parent.verticalCenter
            wanted: name.visible
            room: head.width - x - (time.visible ? time.implicitWidth + Theme.wall.pad : 0)
            text: panel.mark
            soft: true
        }

        WallText {
            id: time

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            wanted: panel.bothFit || panel.isOld
            room: head.width
            text: panel.stamp
            soft: true
        }
    }

    WallText {
        anchors.centerIn: pages
        wanted: panel.isEmpty && pages.height >= height
        room: pages.width
        text: panel.nothing
        soft: true
    }

    WallRows {
        id: pages

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        anchors.margins: Theme.wall.pad
        anchors.topMargin: Math.round(Theme.wall.gap * 0.6)
        anchors.bottomMargin: Math.round(Theme.wall.pad * 0.7)
        roundNo: panel.roundNo
    }
}
