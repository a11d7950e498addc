pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! How many wait in each queue and about how long; below them who was called and was not there. */
Rectangle {
    id: panel

    required property WallViewModel wall

    readonly property bool isStale: panel.wall.lost !== ""

    radius: Theme.wall.radius
    color: Theme.surface
    border.width: Theme.wall.edge
    border.color: Theme.line

    ThemeText {
        id: title

        anchors.left: rows.left
        anchors.top: parent.top
        anchors.topMargin: Theme.wall.px(22)
        text: Texts.t("wall.queue.title")
        px: Theme.wall.body
        soft: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.right: rows.right
        anchors.baseline: title.baseline
        text: Texts.t("wall.queue.wait_title")
        px: Theme.wall.body
        soft: true
        wrapMode: Text.NoWrap
    }

    Column {
        id: rows

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.wall.pad
        anchors.top: title.bottom
        anchors.topMargin: Theme.wall.px(4)

        readonly property real rowHeight: Math.min(Theme.wall.px(84), (absent.y - Theme.wall.px(22) - rows.y) / Math.max(1, queueRows.count))

        Repeater {
            id: queueRows

            model: panel.wall.queues

            WallQueueDelegate {
                width: rows.width
                height: rows.rowHeight
                isStale: panel.isStale
            }
        }
    }

    Rectangle {
        anchors.left: rows.left
        anchors.right: rows.right
        anchors.bottom: absent.top
        anchors.bottomMargin: Theme.wall.px(14)
        height: Theme.wall.edge
        color: Theme.line
    }

    Column {
        id: absent

        anchors.left: rows.left
        anchors.right: rows.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.wall.px(18)

        Item {
            width: absent.width
            height: absentTitle.height

            ThemeText {
                id: absentTitle

                text: Texts.t("wall.not_present.title")
                px: Theme.wall.body
                soft: true
                wrapMode: Text.NoWrap
            }

            ThemeText {
                anchors.left: absentTitle.right
                anchors.leftMargin: Theme.wall.px(30)
                anchors.right: parent.right
                anchors.verticalCenter: absentTitle.verticalCenter
                text: panel.wall.notPresent
                px: panel.wall.isSomebodyAbsent ? Theme.wall.px(46) : Theme.wall.body
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.wall.small
                strong: panel.wall.isSomebodyAbsent
                soft: panel.isStale || !panel.wall.isSomebodyAbsent
                wrapMode: Text.NoWrap
            }
        }

        ThemeText {
            visible: panel.wall.notPresentMore !== ""
            text: panel.wall.notPresentMore
            px: Theme.wall.small
            soft: true
            wrapMode: Text.NoWrap
        }
    }
}
