import QtQuick
import assets.ui

/*! An alarm: shape, what, how long, and the one act that helps. The line where the arrows stand has an edge. */
Item {
    id: line

    required property int index
    required property string key
    required property string light
    required property string title
    required property string detail
    required property string age
    required property string act
    required property string actWord
    required property string caseId
    required property string note
    required property string spoken
    property bool isHere: false

    signal chosen()
    signal looked()
    signal acted()

    Accessible.role: Accessible.ListItem
    Accessible.name: line.spoken

    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: line.looked()
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.dispatch.radiusSmall
        color: Theme.lightGround(line.light)
        border.width: line.isHere ? Theme.dispatch.edge : 0
        border.color: Theme.edge

        Rectangle {
            width: Math.round(Theme.dispatch.px(5))
            height: parent.height
            radius: width / 2
            color: Theme.lightInk(line.light)
        }
    }

    LightMark {
        id: mark

        anchors.left: parent.left
        anchors.leftMargin: Theme.dispatch.px(18)
        anchors.verticalCenter: head.verticalCenter
        light: line.light
        label: ""
        px: Theme.dispatch.body
        Accessible.ignored: true
    }

    ThemeText {
        id: head

        anchors.left: mark.right
        anchors.leftMargin: Theme.dispatch.px(12)
        anchors.top: parent.top
        anchors.topMargin: Math.round((parent.height - head.height - detail.height) / 2)
        text: line.title
        px: Theme.dispatch.body
        strong: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        anchors.left: head.right
        anchors.leftMargin: Theme.dispatch.px(12)
        anchors.right: act.left
        anchors.rightMargin: Theme.dispatch.px(10)
        anchors.baseline: head.baseline
        text: line.note === "" ? line.age : line.age + " " + line.note
        px: Theme.dispatch.small
        soft: true
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        id: detail

        anchors.left: head.left
        anchors.right: act.left
        anchors.rightMargin: Theme.dispatch.px(10)
        anchors.top: head.bottom
        text: line.detail
        px: Theme.dispatch.small
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    DispatchButton {
        id: act

        anchors.right: parent.right
        anchors.rightMargin: Theme.dispatch.px(12)
        anchors.verticalCenter: parent.verticalCenter
        text: line.actWord
        label: line.actWord + " " + line.title
        onClicked: {
            line.chosen()
            line.acted()
        }
    }
}
