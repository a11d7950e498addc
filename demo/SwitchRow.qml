pragma ComponentBehavior: Bound

import QtQuick
import assets.ui

/*! Buttons behind a word; those in `on` are pressed in. `keys` and `names` are lists in the same order. */
Row {
    id: row

    property string label: ""
    property list<string> keys
    property list<string> names
    property list<string> on
    property real labelWidth: Theme.desk.px(44)

    signal picked(key: string)

    spacing: Theme.desk.px(8)

    ThemeText {
        width: row.labelWidth
        height: Theme.desk.button
        verticalAlignment: Text.AlignVCenter
        visible: row.label !== ""
        text: row.label
        px: Theme.desk.body
        soft: true
    }

    Flow {
        width: row.width - (row.label !== "" ? row.labelWidth + row.spacing : 0)
        spacing: Theme.desk.px(8)

        Repeater {
            model: row.keys.length

            DeskButton {
                required property int index

                readonly property string name: row.keys[index] ?? ""

                text: row.names[index] ?? ""
                kind: row.on.includes(name) ? "primary" : "plain"
                Accessible.checkable: true
                Accessible.checked: kind === "primary"
                onClicked: row.picked(name)
            }
        }
    }
}
