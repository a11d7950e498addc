import QtQuick
import assets.ui

/*! The name of a field over the field. */
Item {
    id: field

    property string label: ""
    default property alias content: place.data

    implicitHeight: name.height + Theme.desk.px(36)

    ThemeText {
        id: name

        text: field.label
        px: Theme.desk.small
        soft: true
    }

    Item {
        id: place

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: name.bottom
        anchors.bottom: parent.bottom
    }
}
