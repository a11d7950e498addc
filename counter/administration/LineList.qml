pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."

/*! A list of OfficeLine: name and standing above, facts below. Arrows move, and what they stand on is chosen. */
Item {
    id: lines

    property alias model: list.model
    property string chosen: ""
    /*! What stands here while there is nothing. */
    property string nothing: ""

    signal picked(string lineId)

    function goTo(): void {
        list.forceActiveFocus(Qt.TabFocusReason)
    }

    ListView {
        id: list

        anchors.fill: parent
        anchors.rightMargin: Theme.desk.px(10)
        clip: true
        spacing: Theme.desk.px(6)
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        keyNavigationEnabled: true
        activeFocusOnTab: true
        onCurrentItemChanged: list.pick()
        onActiveFocusChanged: if (lines.chosen === "") list.pick()

        function pick(): void {
            const one = list.currentItem as OneLine
            if (list.activeFocus && one !== null && one.lineId !== lines.chosen)
                lines.picked(one.lineId)
        }

        component OneLine: Card {
            id: one

            required property int index
            required property string lineId
            required property string name
            required property string facts
            required property string standing
            required property bool isLoud

            width: list.width
            height: words.height + 2 * Theme.desk.px(9)
            touchable: true
            selected: lines.chosen === one.lineId

            Accessible.role: Accessible.ListItem
            Accessible.name: one.name

            TapHandler {
                onTapped: {
                    list.forceActiveFocus(Qt.MouseFocusReason)
                    list.currentIndex = one.index
                    if (lines.chosen !== one.lineId)
                        lines.picked(one.lineId)
                }
            }

            Column {
                id: words

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.desk.px(9)
                anchors.leftMargin: Theme.desk.pad
                anchors.rightMargin: Theme.desk.pad
                spacing: Theme.desk.px(3)

                Item {
                    width: parent.width
                    height: Math.max(called.height, stands.height)

                    ThemeText {
                        id: called

                        anchors.left: parent.left
                        anchors.right: stands.left
                        anchors.rightMargin: Theme.desk.px(8)
                        text: one.name
                        px: Theme.desk.body
                        strong: true
                    }

                    ThemeText {
                        id: stands

                        anchors.right: parent.right
                        text: one.standing
                        px: Theme.desk.small
                        soft: !one.isLoud
                        strong: one.isLoud
                        wrapMode: Text.NoWrap
                    }
                }

                ThemeText {
                    width: parent.width
                    text: one.facts
                    px: Theme.desk.small
                    soft: true
                }
            }
        }

        delegate: OneLine {}
    }

    ThemeText {
        anchors.left: list.left
        anchors.right: list.right
        visible: list.count === 0
        text: lines.nothing
        px: Theme.desk.body
        soft: true
    }

    ScrollMark {
        list: list
    }
}
