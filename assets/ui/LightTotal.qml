import QtQuick

/*! A light with its exact total on its soft ground, for the wall. `count` is text: a dash before the first figures.
    `isStale`: the figure is old and stands in grey; shape and word stay. */
Rectangle {
    id: total

    property string light: "normal"
    property string text: ""
    property string count: ""
    property int px: Theme.wall.count
    property bool isStale: false

    implicitWidth: Theme.wall.px(220)
    implicitHeight: Theme.wall.px(240)
    radius: Theme.wall.px(16)
    color: total.isStale ? Theme.stoppedSoft : Theme.lightGround(total.light)
    Accessible.role: Accessible.StaticText
    Accessible.name: total.text + " " + total.count

    Column {
        anchors.centerIn: parent
        spacing: -Math.round(total.px * 0.16)

        LightMark {
            anchors.horizontalCenter: parent.horizontalCenter
            light: total.light
            text: total.text
            px: Theme.wall.strong
            Accessible.ignored: true
        }

        ThemeText {
            anchors.horizontalCenter: parent.horizontalCenter
            text: total.count
            px: total.px
            strong: true
            color: total.isStale ? Theme.inkSoft : Theme.lightInk(total.light)
            Accessible.ignored: true
        }
    }
}
