pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! What the hall did in some days, by keys alone: arrows move in time, letters choose. */
FocusScope {
    id: page

    required property ReportsViewModel viewModel

    focus: true

    onVisibleChanged: {
        if (page.visible)
            page.viewModel?.again()
    }

    Item {
        id: keyboard

        focus: true

        Keys.onPressed: event => {
            if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
                return
            event.accepted = true
            switch (event.key) {
            case Qt.Key_Left: page.viewModel.move(-1); break
            case Qt.Key_Right: page.viewModel.move(1); break
            case Qt.Key_D: page.viewModel.choose("day"); break
            case Qt.Key_W: page.viewModel.choose("week"); break
            case Qt.Key_Q: page.viewModel.open("queue"); break
            case Qt.Key_B: page.viewModel.open("casework"); break
            case Qt.Key_K: page.viewModel.open("attendance"); break
            case Qt.Key_E: page.viewModel.open("units"); break
            case Qt.Key_S: page.viewModel.open("people"); break
            case Qt.Key_M: page.viewModel.open("month"); break
            case Qt.Key_Y: page.viewModel.open("year"); break
            case Qt.Key_X: page.viewModel.takeOut("xlsx"); break
            case Qt.Key_T: page.viewModel.nextTable(); break
            case Qt.Key_P: page.viewModel.takeOut("pdf"); break
            case Qt.Key_C: page.viewModel.takeOut("csv"); break
            case Qt.Key_Up: table.roll(-1); break
            case Qt.Key_Down: table.roll(1); break
            default: event.accepted = false
            }
        }
    }

    ReportsBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        viewModel: page.viewModel
    }

    Item {
        id: upperPart

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: bar.bottom
        visible: page.viewModel.part !== "attendance"
        height: !upperPart.visible ? 0
            : figures.height + Theme.desk.gap + (waits.visible ? waits.height + Theme.desk.gap : 0)
                + (title.visible ? title.height + Theme.desk.px(4) : 0)

        FigureRow {
            id: figures

            width: parent.width
            model: page.viewModel.figures
        }

        ThemeText {
            id: title

            anchors.left: parent.left
            anchors.top: figures.bottom
            anchors.topMargin: Theme.desk.gap
            visible: page.viewModel.isTold
            text: page.viewModel.tableTitle
            px: Theme.desk.body
            strong: true
            wrapMode: Text.NoWrap
        }

        BandPlot {
            id: waits

            anchors.left: parent.left
            anchors.top: figures.bottom
            anchors.topMargin: Theme.desk.gap
            width: Math.round((parent.width - Theme.desk.gap) * 0.56)
            height: Theme.desk.px(170)
            visible: page.viewModel.part === "queue"
            viewModel: page.viewModel
        }

        BarPlot {
            anchors.left: waits.right
            anchors.leftMargin: Theme.desk.gap
            anchors.right: parent.right
            anchors.top: waits.top
            height: waits.height
            visible: waits.visible
            viewModel: page.viewModel
        }
    }

    Column {
        id: told

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: upperPart.bottom
        width: Theme.desk.px(440)
        visible: upperPart.visible && !page.viewModel.isTold
        spacing: Theme.desk.gap

        ShareCard {
            width: told.width
            height: Math.round((table.height - Theme.desk.gap) * 0.49)
            title: page.viewModel.estimateTitle
            note: page.viewModel.estimateNote
            parts: page.viewModel.estimate
            sentences: page.viewModel.estimateWords
        }

        ShareCard {
            width: told.width
            height: table.height - Theme.desk.gap - Math.round((table.height - Theme.desk.gap) * 0.49)
            title: page.viewModel.priorityTitle
            parts: page.viewModel.priority
            sentences: page.viewModel.priorityWords
        }
    }

    ReportTable {
        id: table

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.right: told.visible ? told.left : parent.right
        anchors.rightMargin: told.visible ? Theme.desk.gap : Theme.desk.margin
        anchors.top: upperPart.visible ? upperPart.bottom : bar.bottom
        anchors.bottom: keys.top
        viewModel: page.viewModel
    }

    Item {
        id: keys

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.bottom: parent.bottom
        height: Theme.desk.px(32)

        ThemeText {
            anchors.left: parent.left
            anchors.right: hint.left
            anchors.rightMargin: Theme.desk.gap
            anchors.verticalCenter: parent.verticalCenter
            text: page.viewModel.said
            px: Theme.desk.small
            strong: true
            wrapMode: Text.NoWrap
            elide: Text.ElideMiddle
        }

        ThemeText {
            id: hint

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: Texts.t("reports.key.hint_" + (!page.viewModel.isTold ? page.viewModel.span : page.viewModel.part === "year" ? "year" : "month"))
            px: Theme.desk.small
            soft: true
            wrapMode: Text.NoWrap
        }
    }
}
