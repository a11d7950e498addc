pragma ComponentBehavior: Bound

import QtQml.Models
import QtQuick
import assets.ui

/*! The figures that come first, side by side on one sheet. */
Card {
    id: row

    required property AbstractItemModel model

    implicitHeight: Theme.desk.px(66)

    Row {
        anchors.fill: parent
        anchors.leftMargin: Theme.desk.pad

        Repeater {
            id: figures

            model: row.model

            Item {
                id: figure

                required property string label
                required property string value

                width: (row.width - Theme.desk.pad) / Math.max(1, figures.count)
                height: row.height

                ThemeText {
                    id: label

                    anchors.left: parent.left
                    anchors.top: parent.top
                    anchors.topMargin: Theme.desk.px(9)
                    text: figure.label
                    px: Theme.desk.tiny
                    soft: true
                    wrapMode: Text.NoWrap
                }

                ThemeText {
                    anchors.left: parent.left
                    anchors.top: label.bottom
                    anchors.topMargin: Theme.desk.px(2)
                    text: figure.value
                    px: Theme.desk.title
                    strong: true
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
