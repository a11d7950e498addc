pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter

/*! One row of a table; its cells stand under the heads. */
Item {
    id: row

    required property int index
    required property string key
    required property list<string> cells
    required property int fixed
    required property int wrong
    required property AdministrationViewModel viewModel

    signal edited(int column, string text)
    signal moved(int column, int step)
    signal entered()

    implicitHeight: Theme.desk.px(42)

    /*! The keyboard goes to this column, or to the first one that can be changed. */
    function goTo(column: int): void {
        const cell = line.itemAt(Math.max(column, row.fixed)) as PolicyCell
        if (cell !== null)
            cell.forceActiveFocus(Qt.TabFocusReason)
    }

    Repeater {
        id: line

        model: row.viewModel.columns

        PolicyCell {
            id: cell

            required property int index
            required property string title
            required property int share
            required property int before
            required property int total

            x: Math.round(row.width * cell.before / cell.total)
            width: Math.round(row.width * cell.share / cell.total) - Theme.desk.px(8)
            height: Theme.desk.px(36)
            text: row.cells[cell.index] ?? ""
            label: cell.title
            fixed: cell.index < row.fixed
            wrong: cell.index === row.wrong
            onEdited: text => row.edited(cell.index, text)
            onMoved: step => row.moved(cell.index, step)
            onEntered: row.entered()
        }
    }
}
