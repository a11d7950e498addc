import QtQuick
import assets.ui

/*! Something that is known: label and value, a long text below its label. */
Item {
    id: fact

    required property string label
    required property string value
    required property bool isLong

    implicitHeight: fact.isLong ? text.y + text.height + Theme.desk.px(6) : Math.max(name.height, text.height)

    ThemeText {
        id: name

        x: Theme.desk.px(2)
        width: fact.isLong ? parent.width : Theme.desk.px(84)
        text: fact.label
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        id: text

        x: fact.isLong ? name.x : Theme.desk.px(88)
        y: fact.isLong ? name.height + Theme.desk.px(3) : 0
        width: parent.width - x
        text: fact.value
        px: fact.isLong ? Theme.desk.body : Theme.desk.px(14)
        lineHeight: fact.isLong ? 1.15 : 1
    }
}
