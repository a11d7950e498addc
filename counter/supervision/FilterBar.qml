pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter

/*! What the list is narrowed by, each with its key; no room is taken where there is nothing to narrow. */
Item {
    id: bar

    required property SectionViewModel viewModel

    implicitHeight: filters.count > 0 ? Theme.desk.button : 0

    Row {
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(6)

        Repeater {
            id: filters

            model: bar.viewModel.filters.lines

            DeskButton {
                required property int index
                required property string title
                required property string cap
                required property bool isSet

                focusPolicy: Qt.NoFocus
                enabled: !bar.viewModel.form.isOpen
                strong: isSet
                text: title
                key: cap
                onClicked: bar.viewModel.filters.open(index)
            }
        }
    }
}
