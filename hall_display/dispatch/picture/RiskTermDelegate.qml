pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import screenkit

/*! A term: its name and weight, how full it is, and the counts that made it in a sentence. */
Item {
    id: line

    required property string term
    required property string name
    required property string value
    required property real share
    required property string weight
    required property string sentence
    required property string spoken
    required property list<string> lists

    signal opened(term: string, number: int)

    implicitHeight: words.height + Math.max(why.implicitHeight, lists.height) + Theme.dispatch.px(4)
    Accessible.role: Accessible.StaticText
    Accessible.name: line.spoken

    ThemeText {
        id: words

        text: line.name
        px: Theme.dispatch.body
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        x: Theme.dispatch.px(86)
        anchors.baseline: words.baseline
        text: Texts.t("dispatch_picture.risk.weight") + " " + line.weight
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Rectangle {
        id: rail

        x: Theme.dispatch.px(206)
        anchors.verticalCenter: words.verticalCenter
        width: line.width - rail.x - Theme.dispatch.px(72)
        height: Theme.dispatch.px(12)
        color: Theme.heat[0]

        Rectangle {
            width: Math.round(parent.width * line.share)
            height: parent.height
            color: Theme.bar
        }
    }

    ThemeText {
        anchors.right: parent.right
        anchors.baseline: words.baseline
        text: line.value
        px: Theme.dispatch.body
        strong: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        id: why

        y: words.height + Math.max(0, (lists.height - implicitHeight) / 2)
        width: lists.x - Theme.dispatch.px(8)
        text: line.sentence
        px: Theme.dispatch.small
        soft: true
        Accessible.ignored: true
    }

    Row {
        id: lists

        anchors.right: parent.right
        anchors.top: words.bottom
        height: Theme.dispatch.target
        spacing: Theme.dispatch.px(6)

        Repeater {
            model: line.lists

            DispatchButton {
                id: button

                required property int index
                required property string modelData

                text: button.modelData
                label: line.name + " " + button.modelData
                onClicked: line.opened(line.term, button.index)
            }
        }
    }
}
