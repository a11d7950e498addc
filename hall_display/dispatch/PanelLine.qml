import QtQuick
import assets.ui

/*! The line under a line of a list. */
Rectangle {
    anchors.left: parent?.left
    anchors.right: parent?.right
    anchors.bottom: parent?.bottom
    height: Theme.dispatch.edge
    color: Theme.line
}
