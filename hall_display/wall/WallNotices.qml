pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 大屏通知: one after the other; a long one goes on in the next round, by whole lines. Nothing moves. */
WallPanel {
    id: panel

    readonly property int linesFit: Math.max(1, Math.floor(panel.rows.height / Theme.wall.line))

    title: Texts.t("wall.notices.title")
    rows.count: notices.count
    rows.rowHeight: Math.max(Theme.wall.line, panel.rows.height)

    Repeater {
        id: notices

        model: panel.wall.notices

        Item {
            id: notice

            required property int index
            required property string text

            readonly property int parts: Math.max(1, Math.ceil(words.lineCount / panel.linesFit))
            readonly property int part: Math.floor(panel.roundNo / Math.max(1, notices.count)) % notice.parts

            width: panel.rows.width
            height: panel.linesFit * Theme.wall.line
            visible: panel.rows.has(notice.index)
            clip: notice.parts > 1

            ThemeText {
                id: words

                y: -notice.part * notice.height
                width: notice.width
                text: notice.text
                px: Theme.wall.em
                lineHeightMode: Text.FixedHeight
                lineHeight: Theme.wall.line
            }
        }
    }
}
