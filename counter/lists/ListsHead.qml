pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! The heads of the columns; pressed they sort. */
Item {
    id: head

    required property ListsViewModel viewModel

    implicitHeight: Theme.desk.px(34)

    readonly property ListColumns columns: ListColumns {
        width: head.width
    }

    Repeater {
        model: head.viewModel.columns

        Item {
            id: column

            required property int index
            required property string name
            required property string title
            required property string mark

            x: head.columns.startOf(column.index)
            width: head.columns.widthOf(column.index)
            height: head.height

            Accessible.role: Accessible.ColumnHeader
            Accessible.name: Texts.say("lists.column.sort", { column: column.title })
            Accessible.onPressAction: head.viewModel.sortBy(column.name)

            Row {
                anchors.left: head.columns.isNumber(column.index) ? undefined : parent.left
                anchors.right: head.columns.isNumber(column.index) ? parent.right : undefined
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.desk.px(4)

                ThemeText {
                    text: column.title
                    px: Theme.desk.small
                    strong: column.mark !== ""
                    soft: column.mark === ""
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                ThemeText {
                    visible: column.mark !== ""
                    text: column.mark
                    px: Theme.desk.small
                    strong: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }

            TapHandler {
                onTapped: head.viewModel.sortBy(column.name)
            }
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
