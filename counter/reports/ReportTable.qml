pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! The figures of each desk, queue, hour, day or person; numbers stand at the right of their columns. */
Card {
    id: table

    required property ReportsViewModel viewModel

    readonly property int words: table.viewModel.wordColumns
    readonly property list<string> wordChars: table.viewModel.wordChars.split(" ")
    readonly property real wordWidth: Theme.desk.px(table.words > 1 ? 150 : table.viewModel.part === "casework" ? 132 : 92)
    readonly property real numberWidth: Math.min(Theme.desk.px(130),
        (table.width - 2 * Theme.desk.pad - table.startOf(table.words)) / Math.max(1, table.viewModel.columnCount - table.words))

    function wide(column: int): real {
        return table.viewModel.isTold
            ? Math.min(Theme.desk.px(300), Number(table.wordChars[column]) * Theme.desk.small + Theme.desk.px(18))
            : table.wordWidth
    }

    function startOf(column: int): real {
        let x = 0
        for (let before = 0; before < column; before++)
            x += before < table.words ? table.wide(before) : table.numberWidth
        return x
    }

    function widthOf(column: int): real {
        return column < table.words ? table.wide(column) - Theme.desk.px(6) : table.numberWidth
    }

    function roll(rows: int): void {
        const most = Math.max(0, list.contentHeight - list.height)
        list.contentY = Math.max(0, Math.min(most, list.contentY + rows * Theme.desk.px(26)))
    }

    Item {
        id: heads

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.leftMargin: Theme.desk.pad
        anchors.rightMargin: Theme.desk.pad
        height: Theme.desk.px(table.viewModel.isTold ? 42 : 34)

        Repeater {
            model: table.viewModel.head

            ThemeText {
                id: head

                required property int place
                required property string title

                x: table.startOf(head.place)
                width: table.widthOf(head.place)
                anchors.verticalCenter: parent?.verticalCenter
                horizontalAlignment: head.place < table.words ? Text.AlignLeft : Text.AlignRight
                text: head.title
                px: Theme.desk.tiny
                soft: true
                wrapMode: Text.NoWrap
            }
        }

        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: Theme.desk.edge
            color: Theme.line
        }
    }

    ListView {
        id: list

        anchors.left: heads.left
        anchors.right: heads.right
        anchors.top: heads.bottom
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(6)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: table.viewModel.rows

        delegate: Item {
            id: row

            required property list<string> cells

            width: list.width
            height: Theme.desk.px(26)

            Repeater {
                model: row.cells

                ThemeText {
                    id: cell

                    required property int index
                    required property string modelData

                    x: table.startOf(cell.index)
                    width: table.widthOf(cell.index)
                    anchors.verticalCenter: parent?.verticalCenter
                    horizontalAlignment: cell.index < table.words ? Text.AlignLeft : Text.AlignRight
                    text: cell.modelData
                    px: Theme.desk.small
                    wrapMode: Text.NoWrap
                }
            }
        }
    }

    ThemeText {
        anchors.centerIn: list
        visible: list.count === 0
        text: table.viewModel.part === "queue" ? Texts.t("reports.plot.empty")
            : table.viewModel.part === "casework" ? Texts.t("reports_casework.table.none")
            : table.viewModel.part === "units" ? Texts.t("reports_assessment.units.none")
            : table.viewModel.isTold && table.viewModel.part !== "people" ? Texts.t("reports_assessment.periodic.none")
            : Texts.t("reports.work.none")
        px: Theme.desk.small
        soft: true
    }

    ScrollMark {
        list: list
    }
}
