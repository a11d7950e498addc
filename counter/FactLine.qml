import QtQuick
import assets.ui

/*! What a field is, and what was said. */
Item {
    id: fact

    property string label: ""
    property string text: ""

    implicitHeight: said.height

    ThemeText {
        id: label

        width: Theme.desk.px(76)
        anchors.baseline: said.baseline
        text: fact.label
        px: Theme.desk.body
        soft: true
    }

    ThemeText {
        id: said

        anchors.left: label.right
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(12)
        text: fact.text
        px: Theme.desk.body
    }
}
