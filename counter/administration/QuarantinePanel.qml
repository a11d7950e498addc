pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 隔离区: what was kept apart, the newest first, and a decision on it. Arrows choose, F9 leads to the reason,
    F6 takes in (or asks for it, where policy wants two persons), F7 leaves out, F8 takes back what was asked. */
Item {
    id: panel

    required property QuarantineViewModel viewModel

    function goTo(): void {
        list.forceActiveFocus(Qt.TabFocusReason)
    }

    onVisibleChanged: if (panel.viewModel) panel.viewModel.lookAt(panel.visible)

    Connections {
        target: panel.viewModel

        function onWhyWanted(): void {
            why.forceActiveFocus(Qt.TabFocusReason)
        }

        // A field that was typed in has let go of its binding.
        function onChanged(): void {
            if (why.text !== panel.viewModel.why)
                why.text = panel.viewModel.why
        }
    }

    Shortcut {
        enabled: panel.visible && panel.enabled && why.visible
        sequence: "F9"
        autoRepeat: false
        onActivated: why.forceActiveFocus(Qt.TabFocusReason)
    }

    ThemeText {
        anchors.left: list.left
        anchors.right: list.right
        visible: panel.viewModel.empty !== ""
        text: panel.viewModel.empty
        px: Theme.desk.body
    }

    ListView {
        id: list

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Math.round(parent.width * 0.42)
        clip: true
        spacing: Theme.desk.px(6)
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        highlightMoveDuration: 0
        model: panel.viewModel.rows
        currentIndex: panel.viewModel.chosenIndex

        Keys.onUpPressed: panel.viewModel.step(-1)
        Keys.onDownPressed: panel.viewModel.step(1)
        Keys.onPressed: event => {
            const page = Math.max(1, Math.floor(list.height / Theme.desk.px(80)))
            const far = { [Qt.Key_PageUp]: -page, [Qt.Key_PageDown]: page, [Qt.Key_Home]: -list.count, [Qt.Key_End]: list.count }
            event.accepted = event.key in far
            if (event.accepted)
                panel.viewModel.step(far[event.key])
        }
        Keys.onReturnPressed: if (why.visible) why.forceActiveFocus(Qt.TabFocusReason)

        delegate: Card {
            id: one

            required property string key
            required property string kind
            required property string place
            required property string reason
            required property string at
            required property string standing
            required property bool isOpen

            width: list.width
            height: words.height + 2 * Theme.desk.px(9)
            touchable: true
            selected: panel.viewModel.chosen === one.key

            Accessible.role: Accessible.ListItem
            Accessible.name: one.kind

            FocusRing {
                visible: list.activeFocus && one.selected
                thickness: Theme.desk.edgeStrong
                radius: one.radius
                anchors.margins: 0
            }

            TapHandler {
                onTapped: {
                    panel.viewModel.choose(one.key)
                    list.forceActiveFocus(Qt.MouseFocusReason)
                }
            }

            Column {
                id: words

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.desk.px(9)
                anchors.leftMargin: Theme.desk.pad
                anchors.rightMargin: Theme.desk.pad
                spacing: Theme.desk.px(3)

                Item {
                    width: parent.width
                    height: kind.height

                    ThemeText {
                        id: kind

                        anchors.left: parent.left
                        anchors.right: at.left
                        anchors.rightMargin: Theme.desk.px(8)
                        text: one.kind
                        px: Theme.desk.body
                        strong: one.isOpen
                        soft: !one.isOpen
                    }

                    ThemeText {
                        id: at

                        anchors.right: parent.right
                        anchors.baseline: kind.baseline
                        text: one.at
                        px: Theme.desk.small
                        soft: true
                        wrapMode: Text.NoWrap
                    }
                }

                Item {
                    width: parent.width
                    height: place.height

                    ThemeText {
                        id: place

                        anchors.left: parent.left
                        anchors.right: stands.left
                        anchors.rightMargin: Theme.desk.px(8)
                        text: one.place
                        px: Theme.desk.small
                        soft: true
                    }

                    ThemeText {
                        id: stands

                        anchors.right: parent.right
                        anchors.baseline: place.baseline
                        text: one.standing
                        px: Theme.desk.small
                        strong: one.isOpen
                        soft: !one.isOpen
                        color: one.isOpen ? Theme.brand : Theme.inkSoft
                        wrapMode: Text.NoWrap
                    }
                }

                ThemeText {
                    width: parent.width
                    text: one.reason
                    px: Theme.desk.small
                    soft: !one.isOpen
                }
            }
        }
    }

    ScrollMark {
        list: list
    }

    // What stands beside the list: it scrolls where it is long, the decision below it never leaves.

    Flickable {
        id: told

        anchors.left: list.right
        anchors.leftMargin: Theme.desk.margin + Theme.desk.px(8)
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(8)
        anchors.top: parent.top
        anchors.bottom: form.top
        anchors.bottomMargin: Theme.desk.gap
        visible: panel.viewModel.chosen !== ""
        clip: true
        contentHeight: sheet.height
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: told.contentHeight > told.height

        Keys.onUpPressed: told.contentY = Math.max(0, told.contentY - Theme.desk.row)
        Keys.onDownPressed: told.contentY = Math.max(0, Math.min(told.contentHeight - told.height, told.contentY + Theme.desk.row))

        component Part: Column {
            id: part

            property string head: ""
            property string text: ""

            width: parent?.width ?? 0
            visible: part.text !== ""
            spacing: Theme.desk.px(2)

            ThemeText {
                width: parent.width
                text: part.head
                px: Theme.desk.small
                soft: true
            }

            ThemeText {
                width: parent.width
                text: part.text
                px: Theme.desk.body
            }
        }

        Column {
            id: sheet

            width: told.width
            spacing: Theme.desk.gap

            ThemeText {
                width: parent.width
                text: panel.viewModel.kind
                px: Theme.desk.title
                strong: true
            }

            Part {
                head: Texts.t("quarantine.page.reason")
                text: panel.viewModel.reason
            }

            Part {
                head: Texts.t("quarantine.page.otherwise")
                text: panel.viewModel.otherwise
            }

            Part {
                head: Texts.t("quarantine.page.advice")
                text: panel.viewModel.advice
            }

            Rectangle {
                width: parent.width
                height: Theme.desk.edge
                color: Theme.line
            }

            Column {
                width: parent.width
                spacing: Theme.desk.px(4)

                Repeater {
                    model: panel.viewModel.facts

                    Item {
                        id: fact

                        required property string label
                        required property string text

                        width: parent?.width ?? 0
                        height: known.height

                        ThemeText {
                            width: Theme.desk.px(60)
                            anchors.baseline: known.baseline
                            text: fact.label
                            px: Theme.desk.small
                            soft: true
                        }

                        ThemeText {
                            id: known

                            anchors.left: parent.left
                            anchors.leftMargin: Theme.desk.px(60)
                            anchors.right: parent.right
                            text: fact.text
                            px: Theme.desk.small
                        }
                    }
                }
            }
        }
    }

    ScrollMark {
        list: told
    }

    Column {
        id: form

        anchors.left: told.left
        anchors.right: told.right
        anchors.bottom: parent.bottom
        spacing: Theme.desk.px(8)

        SaidLine {
            width: parent.width
            text: panel.viewModel.said
        }

        Card {
            width: parent.width
            height: asked.height + 2 * Theme.desk.px(10)
            visible: panel.viewModel.request !== ""

            Column {
                id: asked

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.desk.px(10)
                anchors.leftMargin: Theme.desk.pad
                anchors.rightMargin: Theme.desk.pad
                spacing: Theme.desk.px(4)

                ThemeText {
                    width: parent.width
                    text: panel.viewModel.request
                    px: Theme.desk.body
                }

                ThemeText {
                    width: parent.width
                    text: panel.viewModel.requestHow
                    px: Theme.desk.body
                    strong: true
                }
            }
        }

        DeskButton {
            visible: panel.viewModel.request !== ""
            text: Texts.t("quarantine.page.take_back")
            key: "F8"
            enabled: panel.viewModel.canTakeBack
            onClicked: panel.viewModel.takeBack()
        }

        ThemeText {
            width: parent.width
            visible: why.visible
            text: Texts.t("quarantine.page.why")
            px: Theme.desk.small
            soft: true
        }

        Item {
            width: parent.width
            height: why.height
            visible: panel.viewModel.chosen !== "" && panel.viewModel.request === ""

            DeskEntry {
                id: why

                anchors.left: parent.left
                anchors.right: parent.right
                visible: parent.visible
                label: Texts.t("quarantine.page.why")
                placeholder: Texts.t("quarantine.page.why_hint")
                maximumLength: panel.viewModel.whyMax
                text: panel.viewModel.why
                onEdited: text => panel.viewModel.setWhy(text)
                Keys.onEscapePressed: panel.goTo()
            }

            KeyHint {
                anchors.right: parent.right
                anchors.rightMargin: Theme.desk.px(8)
                anchors.verticalCenter: parent.verticalCenter
                visible: !why.activeFocus && why.text === ""
                key: "F9"
            }
        }

        Row {
            spacing: Theme.desk.px(8)
            visible: why.visible

            DeskButton {
                text: panel.viewModel.readmitWords
                key: "F6"
                kind: panel.viewModel.suggested === "readmit" ? "primary" : "plain"
                enabled: panel.viewModel.canReadmit
                onClicked: panel.viewModel.readmit()
            }

            DeskButton {
                text: Texts.t("quarantine.page.leave_out")
                key: "F7"
                kind: panel.viewModel.suggested === "leave_out" ? "primary" : "plain"
                enabled: panel.viewModel.canLeaveOut
                onClicked: panel.viewModel.leaveOut()
            }
        }

        ThemeText {
            width: parent.width
            visible: why.visible && panel.viewModel.needsTwo
            text: Texts.t("quarantine.page.two_hint")
            px: Theme.desk.small
            soft: true
        }
    }
}
