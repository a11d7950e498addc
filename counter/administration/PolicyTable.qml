pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter

/*! A table of the policy: heads, rows of fields, and under them what one writes there. */
Item {
    id: table

    required property AdministrationViewModel viewModel

    /*! The row that the keyboard was in last. */
    property string currentKey: ""

    /*! The keyboard goes to a cell; of a row that is not there to the nearest one. */
    function goTo(index: int, column: int): void {
        const row = rows.itemAt(Math.max(0, Math.min(index, rows.count - 1))) as PolicyRow
        if (row === null)
            return
        row.goTo(column)
        const lowest = Math.max(0, view.contentHeight - view.height)
        view.contentY = Math.max(0, Math.min(Math.max(view.contentY, row.y + row.height - view.height), row.y, lowest))
    }

    Item {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(10)
        anchors.top: parent.top
        height: Theme.desk.px(26)

        Repeater {
            model: table.viewModel.columns

            ThemeText {
                id: title

                required property string title
                required property int before
                required property int total

                x: Math.round(head.width * title.before / title.total) + Theme.desk.px(2)
                text: title.title
                px: Theme.desk.small
                soft: true
                wrapMode: Text.NoWrap
            }
        }
    }

    Flickable {
        id: view

        anchors.left: parent.left
        anchors.right: head.right
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        clip: true
        contentHeight: sheet.height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: sheet

            width: view.width

            Repeater {
                id: rows

                model: table.viewModel.rows

                PolicyRow {
                    id: row

                    width: sheet.width
                    viewModel: table.viewModel
                    onEdited: (column, text) => table.viewModel.edit(row.key, column, text)
                    onMoved: (column, step) => table.goTo(row.index + step, column)
                    onEntered: table.currentKey = row.key
                }
            }
        }
    }

    ScrollMark {
        list: view
    }
}
