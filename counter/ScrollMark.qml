import QtQuick
import assets.ui

/*! Shows that a list goes on, and where one is in it; nothing to press. */
Rectangle {
    id: mark

    required property Flickable list

    anchors.left: mark.list.right
    anchors.leftMargin: Theme.desk.px(4)
    y: mark.list.y + mark.list.visibleArea.yPosition * mark.list.height
    width: Theme.desk.px(4)
    height: mark.list.visibleArea.heightRatio * mark.list.height
    radius: width / 2
    visible: mark.list.contentHeight > mark.list.height + 1
    color: Theme.edge
}
