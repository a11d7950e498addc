pragma ComponentBehavior: Bound

import QtQuick

/*! A level as bars: one of four is low, four of four is extreme. Grey on purpose: colours of lights mean deadlines. */
Row {
    id: level

    property int bars: 0
    property int px: Theme.dispatch.body
    property bool isStale: false

    spacing: Math.max(2, Math.round(level.px * 0.14))

    Repeater {
        model: 4

        Rectangle {
            required property int index

            anchors.bottom: parent?.bottom
            width: Math.round(level.px * 0.26)
            height: Math.round(level.px * (0.38 + 0.16 * index))
            color: index >= level.bars ? Theme.none : level.isStale ? Theme.inkSoft : Theme.ink
            border.width: index < level.bars ? 0 : 1
            border.color: Theme.edge
        }
    }
}
