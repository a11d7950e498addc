import QtQuick

/*! A light with its exact total on its soft ground, for the wall. `count` is text: a dash before the first figures.
    `isStale`: the figure is old and stands in grey; shape and word stay. */
Rectangle {
    id: total

    property string light: "normal"
    property string text: ""
    property string count: ""
    property bool isStale: false

    readonly property int longCount: 3

    implicitWidth: Theme.wall.px(220)
    implicitHeight: Theme.wall.px(240)
    radius: Theme.wall.px(16)
    color: total.isStale ? Theme.stoppedSoft : Theme.lightGround(total.light)
    Accessible.role: Accessible.StaticText
    Accessible.name: total.text + " " + total.count

    Column {
        anchors.centerIn: parent

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
            px: total.count.length > total.longCount ? Math.round(Theme.wall.count * total.longCount / total.count.length) : Theme.wall.count
            strong: true
            color: total.isStale ? Theme.inkSoft : Theme.lightInk(total.light)
            Accessible.ignored: true
        }
    }
}
