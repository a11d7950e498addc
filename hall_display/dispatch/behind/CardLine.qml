import QtQuick
import assets.ui

/*! A line of a card: a name at the left, its value at the right; a long value goes to a row of its own. */
Item {
    id: line

    required property string name
    required property string value
    /*! A light before the name; "" for none. */
    property string sign: ""

    readonly property real nameX: line.sign === "" ? 0 : Math.round(Theme.dispatch.body * 1.3)
    readonly property bool isLong: line.nameX + words.implicitWidth + told.implicitWidth + Theme.dispatch.px(14) > line.width

    width: parent?.width ?? 0
    implicitHeight: line.isLong ? words.height + told.height : Math.max(words.height, told.height) + Theme.dispatch.px(4)
    Accessible.role: Accessible.StaticText
    Accessible.name: line.name + " " + line.value

    LightMark {
        anchors.verticalCenter: words.verticalCenter
        visible: line.sign !== ""
        light: line.sign === "" ? "done" : line.sign
        px: Theme.dispatch.small
        Accessible.ignored: true
    }

    ThemeText {
        id: words

        x: line.nameX
        width: Math.min(implicitWidth, line.width - line.nameX)
        text: line.name
        px: Theme.dispatch.body
        Accessible.ignored: true
    }

    ThemeText {
        id: told

        y: line.isLong ? words.height : words.y + words.baselineOffset - told.baselineOffset
        anchors.right: parent.right
        width: Math.min(implicitWidth, line.width)
        horizontalAlignment: Text.AlignRight
        text: line.value
        px: Theme.dispatch.body
        soft: true
        Accessible.ignored: true
    }
}
