pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 大屏通知: one after the other; a long one goes on in the next round, by whole lines. Nothing moves. */
WallPanel {
    id: panel

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

            /*! A short notice stands larger. */
            readonly property int px: notice.hasRoom(1.6) ? Theme.wall.of(1.6) : notice.hasRoom(1.3) ? Theme.wall.of(1.3) : Theme.wall.em
            readonly property int lineHeight: Math.ceil(1.25 * notice.px)
            readonly property int linesFit: Math.max(1, Math.floor(panel.rows.height / notice.lineHeight))
            readonly property int parts: Math.max(1, Math.ceil(words.lineCount / notice.linesFit))
            readonly property int part: Math.floor(panel.roundNo / Math.max(1, notices.count)) % notice.parts

            width: panel.rows.width
            height: notice.linesFit * notice.lineHeight
            visible: panel.rows.has(notice.index)
            clip: notice.parts > 1

            /*! Whether the whole text fits at so many em, a line may end a hanzi early; and none stands alone at its end. */
            function hasRoom(ems: real): bool {
                const px = Theme.wall.of(ems)
                const inLine = Math.max(2, Math.floor(notice.width / px))
                const lines = Math.ceil(notice.text.length / (inLine - 1))
                const last = notice.text.length % inLine
                return lines * Math.ceil(1.25 * px) <= panel.rows.height && (last === 0 || last > 2)
            }

            ThemeText {
                id: words

                y: -notice.part * notice.height
                width: notice.width
                text: notice.text
                px: notice.px
                topPadding: Theme.wall.lift(notice.px)
                lineHeightMode: Text.FixedHeight
                lineHeight: notice.lineHeight
            }
        }
    }
}
