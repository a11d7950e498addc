import QtQuick

/*! A light with its exact total on its soft ground. `count` is text: a dash before the first figures. `px` is the size of
    the total, `wordPx` that of the word. All is grey, shape and word included, where there is nothing to see to: none has
    this light, the figure is not known, or it is old (`isStale`). */
Rectangle {
    id: total

    property string light: "normal"
    property string text: ""
    property string count: ""
    property int px: Theme.wall.count
    property int wordPx: Theme.wall.em
    property bool isStale: false

    readonly property bool isCalm: total.isStale || !(Number(total.count) > 0)
    readonly property color ink: total.isCalm ? Theme.inkSoft : Theme.lightInk(total.light)

    implicitWidth: Math.max(word.width, figure.implicitWidth) + total.wordPx
    implicitHeight: word.height + figure.height + Math.round(total.wordPx * 0.3)
    radius: Math.round(total.wordPx * 0.24)
    color: total.isCalm ? Theme.stoppedSoft : Theme.lightGround(total.light)
    Accessible.role: Accessible.StaticText
    Accessible.name: total.text + " " + total.count

    Column {
        anchors.centerIn: parent

        LightMark {
            id: word

            anchors.horizontalCenter: parent.horizontalCenter
            height: Math.round(total.wordPx * 1.2)
            light: total.light
            ink: total.ink
            text: total.text
            px: total.wordPx
            Accessible.ignored: true
        }

        ThemeText {
            id: figure

            anchors.horizontalCenter: parent.horizontalCenter
            height: Math.round(total.px * 1.12)
            verticalAlignment: Text.AlignVCenter
            text: total.count
            px: total.px
            strong: true
            color: total.ink
            Accessible.ignored: true
        }
    }
}
