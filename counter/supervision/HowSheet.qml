pragma ComponentBehavior: Bound

import QtQuick
import assets.ui

/*! 「怎么算的」: the facts of a date, then its days one by one. */
Column {
    id: sheet

    required property QtObject lines

    spacing: Theme.desk.px(5)

    Repeater {
        model: sheet.lines

        Item {
            id: line

            required property string label
            required property string words
            required property bool isDay
            required property bool isCounted

            width: sheet.width
            height: Math.max(name.height, said.height)

            ThemeText {
                id: name

                width: line.isDay ? Theme.desk.px(170) : Theme.desk.px(52)
                text: line.label
                px: Theme.desk.small
                soft: !line.isDay || !line.isCounted
                wrapMode: Text.NoWrap
            }

            ThemeText {
                id: said

                x: name.width + Theme.desk.px(8)
                width: parent.width - x
                text: line.words
                px: line.isDay ? Theme.desk.small : Theme.desk.px(14)
                soft: line.isDay && !line.isCounted
                strong: line.isDay && line.isCounted
            }
        }
    }
}
