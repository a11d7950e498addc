pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! KPIs: each with its value, and under it the period and what it is. More than fit come with the next round. */
WallPanel {
    id: panel

    /*! A definition has up to 14 hanzi (wall.figures.toml); where they do not fit it takes two lines. */
    readonly property int noteLines: panel.rows.width >= Theme.wall.of(14) ? 1 : 2
    readonly property real valueHeight: Math.ceil(Theme.wall.of(1.45))

    title: Texts.t("wall.kpis.title")
    age: panel.wall.kpisAge
    rows.count: kpis.count
    rows.rowHeight: panel.valueHeight + panel.noteLines * Theme.wall.line + Theme.wall.of(0.3)
    rows.grows: 1.6

    Repeater {
        id: kpis

        model: panel.wall.kpis

        Item {
            id: kpi

            required property int index
            required property string name
            required property string value
            required property string note

            /*! Value and words stand in the middle of their row. */
            readonly property real above: Math.round((kpi.height - panel.valueHeight - panel.noteLines * Theme.wall.line) / 2)

            y: panel.rows.yOf(kpi.index)
            width: panel.rows.width
            height: panel.rows.cellHeight
            visible: panel.rows.has(kpi.index)
            Accessible.role: Accessible.StaticText
            Accessible.name: [kpi.name, kpi.value, kpi.note].join(" ")

            WallText {
                id: name

                y: kpi.above
                height: panel.valueHeight
                verticalAlignment: Text.AlignVCenter
                room: kpi.width
                text: kpi.name
                strong: true
                soft: panel.isStale
                Accessible.ignored: true
            }

            WallText {
                anchors.right: parent.right
                y: kpi.above
                height: panel.valueHeight
                verticalAlignment: Text.AlignVCenter
                room: kpi.width - name.implicitWidth - Theme.wall.pad
                text: kpi.value
                px: Theme.wall.of(1.2)
                strong: true
                soft: panel.isStale
                Accessible.ignored: true
            }

            ThemeText {
                y: kpi.above + panel.valueHeight
                width: kpi.width
                height: panel.noteLines * Theme.wall.line
                topPadding: Theme.wall.lift(Theme.wall.em)
                text: kpi.note
                px: Theme.wall.em
                lineHeightMode: Text.FixedHeight
                lineHeight: Theme.wall.line
                soft: true
                Accessible.ignored: true
            }

            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.wall.edge
                visible: panel.rows.has(kpi.index + 1)
                color: Theme.line
            }
        }
    }
}
