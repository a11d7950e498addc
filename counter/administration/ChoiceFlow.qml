pragma ComponentBehavior: Bound

import QtQuick
import assets.ui

/*! A few answers as buttons; Tab and Enter, or the mouse, choose one. */
Flow {
    id: flow

    property alias model: buttons.model

    signal picked(string name)

    spacing: Theme.desk.px(6)

    Repeater {
        id: buttons

        DeskButton {
            required property string name
            required property string title
            required property bool isChosen

            text: title
            kind: isChosen ? "primary" : "plain"
            Accessible.role: Accessible.RadioButton
            Accessible.checked: isChosen
            onClicked: flow.picked(name)
        }
    }
}
