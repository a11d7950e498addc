import QtQuick
import assets.ui
import screenkit

/*! A term: its name and weight, how full it is, and the counts that made it in a sentence. */
Item {
    id: term

    required property string name
    required property string value
    required property real share
    required property string weight
    required property string sentence
    required property string spoken

    implicitHeight: why.y + why.implicitHeight + Theme.dispatch.px(8)
    Accessible.role: Accessible.StaticText
    Accessible.name: term.spoken

    ThemeText {
        id: words

        text: term.name
        px: Theme.dispatch.body
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        x: Theme.dispatch.px(86)
        anchors.baseline: words.baseline
        text: Texts.t("dispatch_picture.risk.weight") + " " + term.weight
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Rectangle {
        id: rail

        x: Theme.dispatch.px(206)
        anchors.verticalCenter: words.verticalCenter
        width: term.width - rail.x - Theme.dispatch.px(72)
        height: Theme.dispatch.px(12)
        color: Theme.heat[0]

        Rectangle {
            width: Math.round(parent.width * term.share)
            height: parent.height
            color: Theme.bar
        }
    }

    ThemeText {
        anchors.right: parent.right
        anchors.baseline: words.baseline
        text: term.value
        px: Theme.dispatch.body
        strong: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    ThemeText {
        id: why

        anchors.top: words.bottom
        width: term.width
        text: term.sentence
        px: Theme.dispatch.small
        soft: true
        Accessible.ignored: true
    }
}
