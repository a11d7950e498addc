import QtQuick

/*! Shows where the keys are. Fills its parent and stands a little outside it. */
Rectangle {
    id: ring

    property int thickness: Theme.kiosk.edgeStrong

    anchors.fill: parent
    anchors.margins: -2 * ring.thickness
    color: Theme.none
    border.width: ring.thickness
    border.color: Theme.brandDeep
}
