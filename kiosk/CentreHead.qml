import QtQuick
import assets.ui
import screenkit

/*! Whose hall this is, and what time it is. */
Item {
    id: head

    property string name: ""
    property string under: ""
    property string clock: ""
    property string day: ""

    Rectangle {
        id: emblem

        anchors.verticalCenter: parent.verticalCenter
        width: Theme.kiosk.px(64)
        height: width
        radius: Theme.kiosk.px(14)
        color: Theme.brand

        ThemeText {
            anchors.centerIn: parent
            text: Texts.t("kiosk.emblem")
            px: Theme.kiosk.px(38)
            strong: true
            color: Theme.inkOnBrand
            Accessible.ignored: true
        }
    }

    Column {
        anchors.left: emblem.right
        anchors.leftMargin: Theme.kiosk.px(24)
        anchors.verticalCenter: parent.verticalCenter

        ThemeText {
            text: head.name
            px: Theme.kiosk.px(Theme.largePrint ? 42 : 34)
            strong: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            visible: text !== ""
            text: head.under
            px: Theme.kiosk.px(Theme.largePrint ? 32 : 26)
            soft: true
            wrapMode: Text.NoWrap
        }
    }

    Column {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter

        ThemeText {
            anchors.right: parent.right
            text: head.clock
            px: Theme.kiosk.px(42)
            strong: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            anchors.right: parent.right
            text: head.day
            px: Theme.kiosk.px(Theme.largePrint ? 30 : 26)
            soft: true
            wrapMode: Text.NoWrap
        }
    }
}
