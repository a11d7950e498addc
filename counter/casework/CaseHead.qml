pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! Which case this is, and where it stands: the five steps that the citizen sees, and the exact state. */
Rectangle {
    id: head

    required property CaseViewModel viewModel

    implicitHeight: Theme.desk.px(92)
    color: Theme.surface

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.desk.edge
        color: Theme.line
    }

    Row {
        id: title

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        y: Theme.desk.px(12)
        height: Theme.desk.px(30)
        spacing: Theme.desk.px(10)

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: head.viewModel.isThere ? head.viewModel.kind : Texts.t("counter_casework.head.opening")
            px: Theme.desk.px(22)
            strong: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: head.viewModel.code
            px: Theme.desk.body
            soft: true
            wrapMode: Text.NoWrap
        }

        Chip {
            anchors.verticalCenter: parent.verticalCenter
            visible: head.viewModel.grade !== ""
            text: head.viewModel.grade
            tone: "outline"
        }

        Repeater {
            model: head.viewModel.marks

            Chip {
                required property string word

                anchors.verticalCenter: parent?.verticalCenter // none while the row is taken away
                text: word
            }
        }
    }

    LightMark {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: title.verticalCenter
        visible: head.viewModel.light !== ""
        light: head.viewModel.light === "" ? "normal" : head.viewModel.light
        text: head.viewModel.timeLeft
        framed: true
        px: Theme.desk.strong
    }

    Row {
        id: steps

        anchors.left: title.left
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(12)
        visible: head.viewModel.isThere
        spacing: Theme.desk.px(8)

        Repeater {
            model: 5

            Row {
                id: step

                required property int index

                readonly property bool isNow: step.index + 1 === head.viewModel.step
                readonly property bool isPast: step.index + 1 < head.viewModel.step

                spacing: Theme.desk.px(8)

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: step.index > 0
                    width: Theme.desk.px(24)
                    height: Theme.desk.edgeStrong
                    color: step.isNow || step.isPast ? Theme.brand : Theme.line
                }

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.desk.px(22)
                    height: width
                    radius: width / 2
                    color: step.isNow ? Theme.brand : step.isPast ? Theme.brandSoft : Theme.surface
                    border.width: step.isNow ? 0 : Theme.desk.edge
                    border.color: step.isPast ? Theme.brand : Theme.edge

                    ThemeText {
                        anchors.centerIn: parent
                        text: step.index + 1
                        px: Theme.desk.tiny
                        strong: step.isNow
                        color: step.isNow ? Theme.inkOnBrand : step.isPast ? Theme.brand : Theme.inkSoft
                        Accessible.ignored: true
                    }
                }

                ThemeText {
                    anchors.verticalCenter: parent.verticalCenter
                    text: Texts.t("counter_casework.step." + (step.index + 1))
                    px: Theme.desk.small
                    strong: step.isNow
                    soft: !step.isNow
                    wrapMode: Text.NoWrap
                }
            }
        }
    }

    ThemeText {
        anchors.left: steps.right
        anchors.leftMargin: Theme.desk.px(28)
        anchors.verticalCenter: steps.verticalCenter
        text: head.viewModel.stateWord
        px: Theme.desk.strong
        strong: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: steps.verticalCenter
        text: head.viewModel.isThere ? head.viewModel.source : ""
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }
}
