import QtQuick

/*! Ground and edge of ChoiceTile and ChoiceRow in all their conditions. */
Item {
    id: face

    property bool selected: false
    property bool down: false
    property bool dashed: false
    property bool focused: false

    readonly property color fill: face.down || face.selected ? Theme.brandSoft : Theme.surface

    Rectangle {
        anchors.fill: parent
        visible: !face.dashed || face.selected || face.down
        radius: Theme.kiosk.radius
        color: face.fill
        border.width: face.selected || face.down ? Theme.kiosk.edgeStrong : Theme.kiosk.edge
        border.color: face.selected || face.down ? Theme.brand : Theme.edge
    }

    DashedFrame {
        anchors.fill: parent
        visible: face.dashed && !face.selected && !face.down
    }

    FocusRing {
        visible: face.focused
        radius: Theme.kiosk.radius + 2 * thickness
    }
}
