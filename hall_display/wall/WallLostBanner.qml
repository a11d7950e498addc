import QtQuick
import assets.ui
import hall_display

/*! Says plainly that the hall does not answer, since when, and what holds instead. No height while it does. */
Item {
    id: banner

    required property WallViewModel wall

    height: visible ? sheet.height : 0
    visible: banner.wall.lost !== ""

    Rectangle {
        id: sheet

        readonly property real room: banner.width - 2 * Theme.wall.pad
        /*! At most: each line before the last may end two hanzi early. */
        readonly property real lastWidth: words.implicitWidth - (words.lineCount - 1) * (sheet.room - 2 * Theme.wall.em)
        /*! The age stands behind the last word where it fits, else on a line of its own. */
        readonly property bool isBehind: sheet.lastWidth + Theme.wall.pad + age.implicitWidth <= sheet.room

        /*! Of the first line of words; the others follow by a line each. */
        readonly property real firstLine: Math.round((words.height - words.topPadding - words.lineCount * Theme.wall.line) / 2)

        width: parent.width
        height: words.height - words.topPadding + (age.visible && !sheet.isBehind ? Theme.wall.line : 0)
        radius: Theme.wall.radius
        color: Theme.brandSoft
        border.width: 2 * Theme.wall.edge
        border.color: Theme.brand

        ThemeText {
            id: words

            x: Theme.wall.pad
            width: sheet.room
            topPadding: Math.round(Theme.wall.lift(Theme.wall.em) / 2)  // the sheet is as high as its words were
            lineHeightMode: Text.FixedHeight
            lineHeight: Theme.wall.line
            text: banner.wall.lost
            px: Theme.wall.em
            strong: true
        }

        WallText {
            id: age

            x: sheet.isBehind ? sheet.width - Theme.wall.pad - implicitWidth : Theme.wall.pad
            y: sheet.firstLine + (sheet.isBehind ? words.lineCount - 1 : words.lineCount) * Theme.wall.line
            height: Theme.wall.line
            verticalAlignment: Text.AlignVCenter
            room: sheet.room
            text: banner.wall.lostAge
            soft: true
        }
    }
}
