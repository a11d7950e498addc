pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 录入 → 分流 → 办理 → 反馈 → 评价: how many matters came to each step today. */
WallPanel {
    id: panel

    readonly property real cell: panel.rows.width / Math.max(1, steps.count)
    /*! Numbers stand over their words, in the middle of a tall panel. */
    readonly property real groupHeight: Math.min(panel.rows.height, Theme.wall.of(4.2))
    readonly property real groupTop: (panel.rows.height - panel.groupHeight) / 2
    readonly property bool fits: panel.cell >= Theme.wall.of(2.2) && panel.rows.height >= Theme.wall.of(2.5)
    readonly property int countPx: Math.max(Theme.wall.em, Math.min(Theme.wall.count, Math.floor(panel.cell / (0.59 * 4.7)), Math.floor((panel.groupHeight - Theme.wall.line) / 1.2)))

    isEmpty: steps.count === 0
    title: Texts.t("wall.steps.title")
    age: panel.wall.stepsAge

    Rectangle {
        x: panel.cell / 2
        y: panel.groupTop + panel.groupHeight - Theme.wall.line * 1.08
        width: panel.rows.width - panel.cell
        height: Theme.wall.edge
        visible: panel.fits
        color: Theme.line
    }

    Repeater {
        id: steps

        model: panel.wall.steps

        Item {
            id: step

            required property int index
            required property string name
            required property string value

            x: step.index * panel.cell
            y: panel.groupTop
            width: panel.cell
            height: panel.groupHeight
            visible: panel.fits
            Accessible.role: Accessible.StaticText
            Accessible.name: step.name + " " + step.value

            WallText {
                anchors.horizontalCenter: parent.horizontalCenter
                height: parent.height - Theme.wall.line * 1.08
                verticalAlignment: Text.AlignVCenter
                text: step.value
                px: panel.countPx
                strong: true
                soft: panel.isStale
                Accessible.ignored: true
            }

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: parent.height - Theme.wall.line * 1.08 - height / 2
                width: Theme.wall.of(0.28)
                height: width
                radius: width / 2
                color: step.value === "0" ? Theme.surface : Theme.inkSoft
                border.width: 2 * Theme.wall.edge
                border.color: Theme.inkSoft
            }

            WallText {
                anchors.horizontalCenter: parent.horizontalCenter
                y: parent.height - Theme.wall.line * 0.95
                height: Theme.wall.line
                verticalAlignment: Text.AlignVCenter
                text: step.name
                soft: true
                Accessible.ignored: true
            }
        }
    }
}
