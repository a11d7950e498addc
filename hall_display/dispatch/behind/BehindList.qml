pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit
import ".."

/*! The list. It grows while somebody reads down; a bar at the right says where in what is here one is. */
Item {
    id: box

    required property BehindViewModel behind

    function takeKeys(): void {
        list.forceActiveFocus()
    }

    WaitingNote {
        width: parent.width
        visible: !box.behind.hasList || (box.behind.said !== "" && !box.behind.isCase)
        said: box.behind.said
        onAgain: box.behind.again()
    }

    ThemeText {
        width: parent.width
        visible: box.behind.hasList && box.behind.lines.count === 0 && box.behind.said === ""
        text: Texts.t("dispatch_behind.empty")
        px: Theme.dispatch.body
        soft: true
    }

    ListView {
        id: list

        readonly property real lineHeight: Math.round(Theme.dispatch.row * 1.5)

        y: box.behind.said === "" ? 0 : Theme.dispatch.px(110)
        width: box.width
        // One pixel less than whole lines: the next line is out of sight, and with it its light, which would not be clipped.
        height: Math.floor((box.height - y - foot.height) / lineHeight) * lineHeight - 1
        snapMode: ListView.SnapToItem
        visible: box.behind.hasList
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        reuseItems: true
        focus: box.behind.isOpen && !box.behind.isCase
        activeFocusOnTab: true
        keyNavigationEnabled: true
        highlightMoveDuration: 0
        currentIndex: 0
        model: box.behind.lines
        Keys.onReturnPressed: box.open(list.currentItem as BehindLineDelegate)
        Keys.onEnterPressed: box.open(list.currentItem as BehindLineDelegate)

        delegate: BehindLineDelegate {
            height: list.lineHeight
            isChosen: ListView.isCurrentItem && list.activeFocus
            onOpened: (caseId) => {
                list.currentIndex = index
                box.behind.openCase(caseId)
            }
        }

        Rectangle {
            readonly property real part: Math.min(1, list.height / Math.max(1, list.contentHeight))

            anchors.right: parent.right
            width: Theme.dispatch.px(4)
            height: Math.max(Theme.dispatch.px(30), parent.height * part)
            y: (list.contentY - list.originY) / Math.max(1, list.contentHeight - list.height) * (parent.height - height)
            visible: part < 1
            radius: width / 2
            color: Theme.edge
        }
    }

    ThemeText {
        id: foot

        anchors.left: parent.left
        anchors.bottom: parent.bottom
        visible: box.behind.listed !== ""
        text: box.behind.listed
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
    }

    function open(line: BehindLineDelegate): void {
        if (line !== null && line.caseId !== "")
            box.behind.openCase(line.caseId)
    }
}
