import QtQuick
import ".."
import assets.ui
import screenkit

/*! One KPI: its name, its value, and behind it part / whole. */
Item {
    id: line

    required property string kpi
    required property string name
    required property string value
    required property string unit
    required property string part
    required property string whole
    required property bool isLive
    required property string spoken
    property color numberInk: Theme.ink

    readonly property int wholeWidth: Theme.dispatch.px(Theme.dispatch.isDesk ? 150 : 184)

    signal opened(kpi: string, which: string)

    ThemeText {
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        width: value.x - Theme.dispatch.px(6)
        text: line.name
        px: Theme.dispatch.body
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.dispatch.small
        wrapMode: Text.NoWrap
    }

    DispatchFigure {
        id: value

        x: Math.min(line.width - line.wholeWidth, (share.visible ? share.x : line.width) - unit.width - Theme.dispatch.px(10)) - width
        anchors.verticalCenter: parent.verticalCenter
        text: line.value
        label: line.spoken
        isLive: line.isLive
        ink: line.numberInk
        onClicked: line.opened(line.kpi, "value")
    }

    ThemeText {
        id: unit

        anchors.left: value.right
        anchors.leftMargin: Theme.dispatch.px(4)
        anchors.verticalCenter: parent.verticalCenter
        text: line.unit
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
    }

    Row {
        id: share

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: line.part !== ""
        spacing: Theme.dispatch.px(6)

        DispatchFigure {
            text: line.part
            label: Texts.say("dispatch_picture.kpis.part", { name: line.name, count: line.part })
            px: Theme.dispatch.body
            ink: line.numberInk
            onClicked: line.opened(line.kpi, "part")
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: "/"
            px: Theme.dispatch.body
            soft: true
        }

        DispatchFigure {
            text: line.whole
            label: Texts.say("dispatch_picture.kpis.whole", { name: line.name, count: line.whole })
            px: Theme.dispatch.body
            ink: line.numberInk
            onClicked: line.opened(line.kpi, "whole")
        }
    }

    PanelLine {
    }
}
