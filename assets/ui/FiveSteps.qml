pragma ComponentBehavior: Bound

import QtQuick

/*! 录入 → 分流 → 办理 → 反馈 → 评价, with the one that is now. Words come from the page. */
Item {
    id: steps

    property list<string> words: []
    /*! From 1. */
    property int current: 1
    /*! One word under the current step, for example 「今天」. */
    property string note: ""

    readonly property int disc: Theme.kiosk.px(72)
    readonly property real cell: steps.words.length > 0 ? steps.width / steps.words.length : 0

    implicitWidth: Theme.kiosk.px(968)
    implicitHeight: discs.height

    Rectangle {
        x: steps.cell / 2
        y: steps.disc / 2 - height / 2
        width: Math.max(0, steps.width - steps.cell)
        height: Theme.kiosk.edge
        color: Theme.line
    }

    Row {
        id: discs

        Repeater {
            model: steps.words

            Column {
                id: step

                required property string modelData
                required property int index
                readonly property bool now: step.index + 1 === steps.current
                readonly property bool past: step.index + 1 < steps.current

                width: steps.cell
                spacing: Theme.kiosk.px(12)

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: steps.disc
                    height: steps.disc
                    radius: width / 2
                    color: step.now ? Theme.brand : step.past ? Theme.brandSoft : Theme.surface
                    border.width: step.now ? 0 : Theme.kiosk.px(4)
                    border.color: step.past ? Theme.brand : Theme.line

                    ThemeText {
                        anchors.centerIn: parent
                        text: step.index + 1
                        px: Theme.kiosk.px(36)
                        strong: true
                        color: step.now ? Theme.inkOnBrand : step.past ? Theme.brand : Theme.inkSoft
                        Accessible.ignored: true
                    }
                }

                ThemeText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: step.modelData
                    px: Theme.kiosk.px(Theme.largePrint ? 40 : 33)
                    strong: step.now
                    soft: !step.now
                }

                ThemeText {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    visible: step.now && steps.note !== ""
                    text: steps.note
                    px: Theme.kiosk.px(Theme.largePrint ? 36 : 28)
                }
            }
        }
    }
}
