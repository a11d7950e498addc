pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Where, who, how fresh, and the hour; the two pages of the screen. */
Item {
    id: head

    required property DispatchViewModel dispatch

    readonly property alias clockWidth: clock.width

    height: Theme.dispatch.head

    ThemeText {
        id: title

        anchors.left: parent.left
        anchors.leftMargin: Theme.dispatch.margin
        anchors.verticalCenter: parent.verticalCenter
        text: Texts.t("dispatch.head.title")
        px: Theme.dispatch.px(Theme.dispatch.isDesk ? 22 : 28)
        strong: true
        wrapMode: Text.NoWrap
        Accessible.role: Accessible.Heading
    }

    ThemeText {
        id: place

        anchors.left: title.right
        anchors.leftMargin: Theme.dispatch.px(18)
        anchors.baseline: title.baseline
        text: head.dispatch.place
        px: Theme.dispatch.px(Theme.dispatch.isDesk ? 19 : 24)
        wrapMode: Text.NoWrap
    }

    ThemeText {
        id: staff

        anchors.left: place.right
        anchors.leftMargin: Theme.dispatch.px(24)
        anchors.baseline: title.baseline
        text: head.dispatch.staff
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
    }

    Row {
        anchors.left: staff.right
        anchors.leftMargin: Theme.dispatch.px(28)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.dispatch.px(8)

        DispatchButton {
            text: Texts.t("dispatch.head.picture")
            key: "F5"
            kind: "quiet"
            selected: head.dispatch.page === "picture"
            onClicked: head.dispatch.choosePage("picture")
        }

        DispatchButton {
            text: Texts.t("dispatch.head.hall")
            key: "F6"
            kind: "quiet"
            selected: head.dispatch.page === "hall"
            onClicked: head.dispatch.choosePage("hall")
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.dispatch.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.dispatch.px(20)

        ThemeText {
            anchors.baseline: clock.baseline
            text: head.dispatch.data
            px: Theme.dispatch.small
            soft: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            id: halls

            anchors.baseline: clock.baseline
            visible: head.dispatch.halls !== ""
            text: head.dispatch.halls
            px: Theme.dispatch.small
            soft: true
            wrapMode: Text.NoWrap

            TapHandler {
                onTapped: head.dispatch.openHallsBehind()
            }
        }

        ThemeText {
            id: clock

            text: head.dispatch.clock
            px: Theme.dispatch.px(Theme.dispatch.isDesk ? 24 : 30)
            strong: true
            wrapMode: Text.NoWrap
        }
    }
}
