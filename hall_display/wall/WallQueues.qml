pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! How many wait in each queue and about how long. In one line each, or in two where the longest name needs it. */
WallPanel {
    id: panel

    /*! Ems of 「A」, of a number of people and of 「130～180分」, with the space between them. */
    readonly property real letterWidth: Theme.wall.of(0.8)
    readonly property real waitWidth: Theme.wall.of(6.4)
    readonly property real peopleWidth: Theme.wall.of(2)
    readonly property bool isOneLine: Theme.wall.of(panel.wall.queueNameEm) + panel.letterWidth + panel.peopleWidth + panel.waitWidth <= panel.rows.width

    title: Texts.t("wall.queue.title")
    aside: panel.isOneLine ? Texts.t("wall.queue.wait_title") : ""
    rows.count: queues.count
    rows.rowHeight: panel.isOneLine ? Theme.wall.line : Math.ceil(1.9 * Theme.wall.line)

    WallText {
        x: panel.rows.width - panel.waitWidth - implicitWidth
        y: -Theme.wall.line - Math.round(Theme.wall.gap * 0.6)
        height: Theme.wall.line
        verticalAlignment: Text.AlignVCenter
        wanted: panel.isOneLine
        text: Texts.t("wall.queue.people_title")
        soft: true
    }

    Repeater {
        id: queues

        model: panel.wall.queues

        Item {
            id: queue

            required property int index
            required property string letter
            required property string name
            required property int waiting
            required property string wait
            required property string waitUnit

            readonly property real half: panel.isOneLine ? queue.height : queue.height / 2

            y: panel.rows.yOf(queue.index)
            width: panel.rows.width
            height: panel.rows.cellHeight
            visible: panel.rows.has(queue.index)

            WallText {
                height: queue.half
                verticalAlignment: Text.AlignVCenter
                text: queue.letter
                strong: true
                soft: panel.isStale
            }

            WallText {
                x: panel.letterWidth
                height: queue.half
                verticalAlignment: Text.AlignVCenter
                room: queue.width - panel.letterWidth
                text: queue.name
                strong: true
                soft: panel.isStale
            }

            Row {
                x: panel.isOneLine ? queue.width - panel.waitWidth - width : panel.letterWidth
                y: queue.height - queue.half
                height: queue.half
                spacing: Theme.wall.of(0.15)

                WallText {
                    height: parent.height
                    verticalAlignment: Text.AlignVCenter
                    text: queue.waiting
                    soft: panel.isStale
                }

                WallText {
                    height: parent.height
                    verticalAlignment: Text.AlignVCenter
                    wanted: !panel.isOneLine
                    text: Texts.t("wall.queue.people_unit")
                    soft: panel.isStale
                }
            }

            Row {
                x: queue.width - width
                y: queue.height - queue.half
                height: queue.half
                spacing: Theme.wall.of(0.15)

                WallText {
                    height: parent.height
                    verticalAlignment: Text.AlignVCenter
                    text: queue.wait
                    strong: queue.waitUnit !== ""
                    soft: panel.isStale || queue.waitUnit === ""
                }

                WallText {
                    height: parent.height
                    verticalAlignment: Text.AlignVCenter
                    text: queue.waitUnit
                    strong: true
                    soft: panel.isStale
                }
            }
        }
    }
}
