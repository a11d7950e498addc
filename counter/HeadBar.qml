pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! Which counter this is, who sits here, what time it is. */
Rectangle {
    id: head

    required property CounterViewModel counter

    height: Theme.desk.head
    color: Theme.brandDeep

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(16)

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: head.counter.window
            px: Theme.desk.title
            strong: true
            color: Theme.inkOnBrand
            wrapMode: Text.NoWrap
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: head.counter.name
            px: Theme.desk.body
            color: Theme.inkOnBrandSoft
            wrapMode: Text.NoWrap
        }

        Chip {
            anchors.verticalCenter: parent.verticalCenter
            visible: head.counter.onDuty !== ""
            text: head.counter.onDuty
            tone: "onHead"
            px: Theme.desk.small
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: head.counter.served
            px: Theme.desk.small
            color: Theme.inkOnBrandSoft
            wrapMode: Text.NoWrap
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(14)

        Row {
            anchors.verticalCenter: parent.verticalCenter
            visible: tabs.count > 1 && !head.counter.isLocked
            spacing: Theme.desk.px(4)

            Repeater {
                id: tabs

                model: head.counter.frame.tabs

                PageTab {
                    id: tab

                    enabled: !head.counter.isLocked
                    onClicked: head.counter.frame.choose(tab.name)
                }
            }
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: head.counter.staff
            px: Theme.desk.body
            color: Theme.inkOnBrand
            wrapMode: Text.NoWrap
        }

        DeskButton {
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.desk.px(34)
            visible: head.counter.isSignedIn && !head.counter.isLocked
            focusPolicy: Qt.NoFocus
            text: Texts.t("counter.head.lock")
            key: "F12"
            onClicked: head.counter.lock()
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: head.counter.clock
            px: Theme.desk.title
            strong: true
            color: Theme.inkOnBrand
            wrapMode: Text.NoWrap
        }
    }
}
