import QtQuick
import assets.ui
import screenkit

/*! The way back from a banner's towns, and the banner's totals: those of everything stand above the lights. */
Item {
    id: head

    property string place: ""
    property string openCount: ""
    property string overdueCount: ""
    property bool isStale: false

    implicitHeight: Theme.dispatch.target

    signal back
    signal openClicked
    signal overdueClicked

    Row {
        anchors.right: parent.right
        height: Theme.dispatch.target
        spacing: Theme.dispatch.gap

        DispatchButton {
            anchors.verticalCenter: parent.verticalCenter
            text: Texts.t("dispatch_picture.back")
            onClicked: head.back()
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: head.place
            px: Theme.dispatch.strong
            strong: true
            wrapMode: Text.NoWrap
        }

        DispatchFigure {
            anchors.verticalCenter: parent.verticalCenter
            visible: head.openCount !== ""
            text: head.openCount
            unit: Texts.t("dispatch_picture.map.open")
            label: Texts.say("dispatch_picture.map.place_open", { name: head.place, count: head.openCount })
            ink: head.isStale ? Theme.inkSoft : Theme.ink
            onClicked: head.openClicked()
        }

        DispatchFigure {
            anchors.verticalCenter: parent.verticalCenter
            visible: head.overdueCount !== ""
            text: head.overdueCount
            unit: Texts.t("dispatch_picture.map.overdue")
            label: Texts.say("dispatch_picture.map.place_overdue", { name: head.place, count: head.overdueCount })
            ink: head.isStale || head.overdueCount === "0" ? Theme.inkSoft : Theme.overdue
            onClicked: head.overdueClicked()
        }
    }
}
