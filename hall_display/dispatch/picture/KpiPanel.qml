pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! KPIs of a period: the value, and what was divided by what; every number opens its list. */
DispatchPanel {
    id: panel

    required property PictureViewModel picture
    readonly property KpiModel kpis: panel.picture.kpis
    readonly property color numberInk: panel.kpis.isStale ? Theme.inkSoft : Theme.ink

    title: panel.kpis.source === "" ? Texts.t("dispatch_picture.kpis.title") : Texts.say("dispatch_picture.kpis.titled", { of: panel.kpis.source })
    note: panel.kpis.asOf
    empty: panel.kpis.hasFigures ? "" : Texts.t("dispatch_picture.none_yet")

    Row {
        id: periods

        anchors.left: parent.left
        anchors.top: parent.top
        spacing: Theme.dispatch.px(8)

        Repeater {
            model: panel.kpis.periods

            DispatchButton {
                id: button

                required property string period
                required property string name
                required property bool isChosen

                text: button.name
                selected: button.isChosen
                kind: button.isChosen ? "plain" : "quiet"
                onClicked: panel.kpis.choose(button.period)
            }
        }
    }

    GridView {
        id: grid

        readonly property real whole: Math.ceil(grid.count / grid.columns) * grid.cellHeight
        readonly property bool isLonger: grid.whole > panel.body.height - grid.y + 1
        readonly property int below: Math.round((grid.whole - grid.contentY - grid.height) / grid.cellHeight)
        readonly property int columns: Math.max(1, Math.floor(grid.width / Theme.dispatch.px(420)))

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: periods.bottom
        anchors.topMargin: Theme.dispatch.px(8)
        height: Math.max(1, Math.floor((parent.height - grid.y - (grid.isLonger ? more.height : 0)) / grid.cellHeight)) * grid.cellHeight
        cellWidth: Math.floor(grid.width / grid.columns)
        cellHeight: Theme.dispatch.row
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        snapMode: GridView.SnapToRow
        model: panel.kpis.lines

        delegate: KpiLine {
            width: grid.cellWidth - (grid.columns > 1 ? Theme.dispatch.px(36) : 0)
            height: grid.cellHeight
            numberInk: panel.numberInk
            onOpened: (kpi, which) => panel.kpis.openFigure(kpi, which)
        }
    }

    ThemeText {
        id: more

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: grid.isLonger && grid.below > 0
        text: Texts.say("dispatch_picture.more_rows", { count: grid.below })
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
    }
}
