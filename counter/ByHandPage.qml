pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! 人工叫号 from the kept list: who is next, who was called, and afterwards what the hall has entered. Numbers, no persons. */
FocusScope {
    id: page

    required property ByHandViewModel viewModel

    Component.onCompleted: page.forceActiveFocus()

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Card {
        id: next

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.desk.margin
        width: parent.width * 0.56
        height: about.height + 2 * Theme.desk.margin

        Column {
            id: about

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.desk.margin
            spacing: Theme.desk.px(10)

            ThemeText {
                width: parent.width
                text: Texts.t("counter_desk.by_hand.title")
                px: Theme.desk.title
                strong: true
            }

            ThemeText {
                width: parent.width
                text: page.viewModel.age
                px: Theme.desk.body
                soft: true
            }

            ThemeText {
                width: parent.width
                visible: page.viewModel.results !== ""
                text: page.viewModel.results
                px: Theme.desk.strong
                strong: true
            }

            ThemeText {
                visible: page.viewModel.current !== ""
                text: page.viewModel.current
                px: Theme.desk.px(110)
                strong: true
                wrapMode: Text.NoWrap
            }

            ThemeText {
                width: parent.width
                visible: page.viewModel.current !== ""
                text: Texts.t("counter_desk.by_hand.say_aloud")
                px: Theme.desk.body
            }

            ThemeText {
                width: parent.width
                visible: page.viewModel.isNeeded
                text: page.viewModel.why
                px: Theme.desk.body
            }

            Row {
                spacing: Theme.desk.px(8)

                DeskButton {
                    visible: page.viewModel.isNeeded
                    kind: "primary"
                    text: Texts.t("counter_desk.by_hand.call")
                    key: "F1"
                    onClicked: page.viewModel.call()
                }

                DeskButton {
                    visible: page.viewModel.isNeeded && page.viewModel.current !== ""
                    text: Texts.t("counter_desk.by_hand.has_come")
                    key: "F4"
                    onClicked: page.viewModel.came()
                }

                DeskButton {
                    visible: page.viewModel.isNeeded && page.viewModel.current !== ""
                    text: Texts.t("counter_desk.by_hand.is_absent")
                    key: "F3"
                    onClicked: page.viewModel.absent()
                }

                DeskButton {
                    visible: page.viewModel.isNeeded && page.viewModel.hasPrinter
                    text: Texts.t("counter_desk.by_hand.print")
                    key: "Ctrl+P"
                    onClicked: page.viewModel.printSheet()
                }

                DeskButton {
                    visible: page.viewModel.isNeeded && !page.viewModel.isOnly
                    text: Texts.t("counter_desk.by_hand.back")
                    key: "Esc"
                    onClicked: page.viewModel.toggle()
                }

                DeskButton {
                    visible: !page.viewModel.isNeeded
                    kind: "primary"
                    text: Texts.t("counter_desk.by_hand.read")
                    key: "Esc"
                    onClicked: page.viewModel.read()
                }
            }

            ThemeText {
                width: parent.width
                visible: page.viewModel.paper !== ""
                text: page.viewModel.paper
                px: Theme.desk.small
                soft: true
            }

            ThemeText {
                width: parent.width
                text: Texts.t("counter_desk.by_hand.rule")
                px: Theme.desk.small
                soft: true
            }
        }
    }

    ColumnHead {
        id: calledHead

        anchors.left: next.left
        anchors.right: next.right
        anchors.top: next.bottom
        anchors.topMargin: Theme.desk.gap
        text: Texts.t("counter_desk.by_hand.calls")
        note: calls.count
    }

    ListView {
        id: calls

        anchors.left: next.left
        anchors.right: next.right
        anchors.top: calledHead.bottom
        anchors.topMargin: Theme.desk.px(6)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.margin
        clip: true
        spacing: Theme.desk.px(6)
        boundsBehavior: Flickable.StopAtBounds
        model: page.viewModel.calls

        delegate: HandLineDelegate {
            width: calls.width
        }
    }

    ColumnHead {
        id: listHead

        anchors.left: next.right
        anchors.leftMargin: Theme.desk.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: next.top
        text: Texts.t("counter_desk.by_hand.list")
        note: list.count
    }

    ListView {
        id: list

        anchors.left: listHead.left
        anchors.right: listHead.right
        anchors.top: listHead.bottom
        anchors.topMargin: Theme.desk.px(6)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.margin
        clip: true
        spacing: Theme.desk.px(6)
        boundsBehavior: Flickable.StopAtBounds
        model: page.viewModel.following

        delegate: HandLineDelegate {
            width: list.width
        }
    }

    ScrollMark {
        list: list
    }
}
