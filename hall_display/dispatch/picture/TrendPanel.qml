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
    readonly property color numberInk: panel.trend.isStale ? Theme.inkSoft : Theme.ink

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
            text: panel.trend.stock
            isLive: panel.trend.isLast
        }

        TrendFigure {
            which: "received"
            text: panel.trend.received
        }

        TrendFigure {
            which: "ended"
            text: panel.trend.ended
        }

        TrendFigure {
            which: "worsened"
            text: panel.trend.worsened
        }
    }

    TrendPlot {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: day.bottom
        anchors.bottom: parent.bottom
        visible: panel.trend.hasFigures
        days: panel.trend.days
        stockTicks: panel.trend.ticks
        stockPath: panel.trend.stockPath
        barTop: panel.trend.barTop
        chosen: panel.trend.chosen
        interactive: true
        isStale: panel.trend.isStale
        stockText: Texts.t("plots.trend.stock")
        receivedText: Texts.t("plots.trend.received")
        endedText: Texts.t("plots.trend.ended")
        worsenedText: Texts.t("plots.trend.worsened")
        onDayChosen: (index) => panel.trend.choose(index)
    }

    component TrendFigure: DispatchFigure {
        id: figure

        property string which: ""

        anchors.verticalCenter: parent?.verticalCenter
        unit: Texts.t("dispatch_picture.trend." + figure.which)
        label: panel.trend.day + " " + figure.unit + " " + figure.text
        ink: panel.numberInk
        onClicked: panel.trend.openFigure(figure.which)
    }
}
