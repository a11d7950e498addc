import QtQuick

/*! A sheet on the ground. `touchable` gives it the edge of things that can be pressed. */
Rectangle {
    id: card

    property bool touchable: false
    property bool selected: false

    radius: Theme.desk.radius
    color: card.selected ? Theme.brandSoft : Theme.surface
    border.width: card.selected ? Theme.desk.edgeStrong : Theme.desk.edge
    border.color: card.selected ? Theme.brand : card.touchable ? Theme.edge : Theme.line
}
