import QtQuick

/*! A light with its exact total on its soft ground, for the wall. */
Rectangle {
    id: total

    property string light: "normal"
    property string text: ""
    property int count: 0

    implicitWidth: Theme.wall.px(220)
    implicitHeight: Theme.wall.px(240)
    radius: Theme.wall.px(16)
    color: Theme.lightGround(total.light)
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
            px: Theme.wall.count
            strong: true
            color: Theme.lightInk(total.light)
            Accessible.ignored: true
        }
    }
}
