pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 减存量、控增量、防变量: the plot, and the numbers of one day, which open. */
DispatchPanel {
    id: panel

    required property PictureViewModel picture
    readonly property TrendModel trend: panel.picture.trend
    readonly property bool isOld: panel.trend.isStale || Theme.isFaded

    title: Texts.t("dispatch_picture.trend.title")
    note: panel.trend.asOf
    empty: panel.trend.hasFigures ? "" : Texts.t(panel.trend.asOf === "" ? "dispatch_picture.none_yet" : "dispatch_picture.trend.empty")

    Row {
        id: day

        anchors.left: parent.left
        anchors.top: parent.top
        height: Theme.dispatch.target
        visible: panel.trend.hasFigures
        spacing: Theme.dispatch.gap

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: panel.trend.day
            px: Theme.dispatch.body
            wrapMode: Text.NoWrap
        }

        TrendFigure {
            which: "stock"
            kind: "line"
            text: panel.trend.stock
            isLive: panel.trend.isLast
        }

        TrendFigure {
            which: "received"
            kind: "up"
            text: panel.trend.received
        }

        TrendFigure {
            which: "ended"
            kind: "down"
            text: panel.trend.ended
        }

        TrendFigure {
            which: "worsened"
            kind: "mark"
            text: panel.trend.worsened
        }
    }

    TrendPlot {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: day.bottom
        anchors.topMargin: Theme.dispatch.px(8)
        anchors.bottom: parent.bottom
        visible: panel.trend.hasFigures
        days: panel.trend.days
        stockTicks: panel.trend.ticks
        stockPath: panel.trend.stockPath
        barTop: panel.trend.barTop
        chosen: panel.trend.chosen
        interactive: true
        isStale: panel.isOld
        label: panel.title
        worsenedText: Texts.t("dispatch_picture.trend.worsened")
        receivedText: Texts.t("dispatch_picture.trend.received")
        endedText: Texts.t("dispatch_picture.trend.ended")
        onDayChosen: (index) => panel.trend.choose(index)
    }

    component TrendFigure: Row {
        id: figure

        property string which: ""
        property string kind: ""
        property alias text: number.text
        property alias isLive: number.isLive

        anchors.verticalCenter: parent?.verticalCenter
        spacing: Theme.dispatch.px(5)

        // The word stands between sign and number: a line before a number would be a minus.
        TrendSign {
            anchors.verticalCenter: parent.verticalCenter
            kind: figure.kind
            text: Texts.t("dispatch_picture.trend." + figure.which)
            px: Theme.dispatch.small
            ink: figure.kind === "mark" || panel.isOld ? Theme.inkSoft : figure.kind === "line" ? Theme.ink : Theme.bar
        }

        DispatchFigure {
            id: number

            anchors.verticalCenter: parent.verticalCenter
            label: panel.trend.day + " " + Texts.t("dispatch_picture.trend." + figure.which) + " " + number.text
            ink: panel.isOld ? Theme.inkSoft : Theme.ink
            onClicked: panel.trend.openFigure(figure.which)
        }
    }
}
