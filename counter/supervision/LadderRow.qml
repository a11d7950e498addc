pragma ComponentBehavior: Bound

import QtQuick
import assets.ui

/*! 督办阶梯 from left to right: what was taken, what waits for a leader, what comes next and when; papers below. */
Column {
    id: ladder

    required property QtObject rungs

    readonly property int count: steps.count

    spacing: Theme.desk.px(6)

    Row {
        id: row

        width: parent.width

        Repeater {
            id: steps

            model: ladder.rungs

            Item {
                id: rung

                required property int index
                required property string name
                required property string stateWord
                required property string day
                required property string reach

                readonly property bool isDone: rung.reach === "done"
                readonly property bool isDraft: rung.reach === "draft"

                width: row.width / Math.max(1, steps.count)
                height: words.y + words.height

                Accessible.role: Accessible.ListItem
                Accessible.name: rung.name + " " + rung.stateWord

                Rectangle {
                    anchors.verticalCenter: dot.verticalCenter
                    anchors.right: dot.left
                    visible: rung.index > 0
                    width: rung.width - dot.width
                    height: Theme.desk.edgeStrong
                    color: rung.isDone || rung.isDraft ? Theme.brand : Theme.line
                }

                Rectangle {
                    id: dot

                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Theme.desk.px(20)
                    height: width
                    radius: width / 2
                    color: rung.isDone ? Theme.brand : rung.isDraft ? Theme.brandSoft : Theme.surface
                    border.width: rung.isDraft ? Theme.desk.edgeStrong : Theme.desk.edge
                    border.color: rung.isDone || rung.isDraft ? Theme.brand : rung.reach === "next" ? Theme.edge : Theme.line

                    Pictogram {
                        anchors.centerIn: parent
                        visible: rung.isDone
                        picture: "check"
                        size: Theme.desk.px(13)
                        ink: Theme.inkOnBrand
                    }
                }

                Column {
                    id: words

                    anchors.top: dot.bottom
                    anchors.topMargin: Theme.desk.px(4)
                    width: parent.width

                    ThemeText {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: rung.name
                        px: Theme.desk.small
                        strong: rung.isDraft
                        soft: rung.reach === "ahead" || rung.reach === "dropped"
                    }

                    ThemeText {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: rung.stateWord
                        px: Theme.desk.tiny
                        strong: rung.isDraft
                        soft: !rung.isDraft
                    }

                    ThemeText {
                        width: parent.width
                        horizontalAlignment: Text.AlignHCenter
                        text: rung.day
                        px: Theme.desk.tiny
                        soft: true
                    }
                }
            }
        }
    }

    Repeater {
        model: ladder.rungs

        Item {
            id: paper

            required property string name
            required property string number

            width: ladder.width
            height: Theme.desk.px(20)
            visible: paper.number !== ""

            ThemeText {
                x: Theme.desk.px(2)
                text: paper.name
                px: Theme.desk.small
                soft: true
                wrapMode: Text.NoWrap
            }

            ThemeText {
                x: Theme.desk.px(106)
                text: paper.number
                px: Theme.desk.px(14)
                wrapMode: Text.NoWrap
            }
        }
    }
}
