import QtQuick
import assets.ui
import demo
import screenkit

/*! The devices of the demo hall on one table: the printer, its papers, and what a hand can hold out. */
Rectangle {
    id: table

    required property PrinterModel printer
    required property HandModel hand
    required property PapersLying papers

    readonly property int column: (width - 4 * Theme.desk.margin) / 3

    color: Theme.ground

    component Title: ThemeText {
        y: Theme.desk.margin
        px: Theme.desk.title
        strong: true
    }

    PrinterFace {
        x: Theme.desk.margin
        y: Theme.desk.margin
        width: table.column
        height: parent.height - 2 * Theme.desk.margin
        printer: table.printer
    }

    Title {
        id: middle

        x: 2 * Theme.desk.margin + table.column
        text: Texts.t("demo.papers.title")
    }

    PapersColumn {
        x: middle.x
        anchors.top: middle.bottom
        anchors.topMargin: Theme.desk.gap
        anchors.bottom: parent.bottom
        width: table.column
        papers: table.papers
        hand: table.hand
    }

    Title {
        id: right

        x: 3 * Theme.desk.margin + 2 * table.column
        text: Texts.t("demo.hand.title")
    }

    Flickable {
        x: right.x
        anchors.top: right.bottom
        anchors.topMargin: Theme.desk.gap
        anchors.bottom: parent.bottom
        width: table.column
        contentHeight: panel.height + Theme.desk.margin
        clip: true

        HandPanel {
            id: panel

            width: table.column
            hand: table.hand
        }
    }
}
