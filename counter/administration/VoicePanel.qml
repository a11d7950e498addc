pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 播报: every piece of the voice that calls. Enter plays the chosen one, F6 goes on below it, F7 plays a whole call, F8 is silence,
    F9 looks at the recordings again. */
Item {
    id: panel

    required property VoiceViewModel viewModel

    function goTo(): void {
        panel.viewModel.read()
        list.forceActiveFocus(Qt.TabFocusReason)
    }

    onVisibleChanged: if (!panel.visible && panel.viewModel) panel.viewModel.leave()

    // The columns of the list, as parts of its width.
    readonly property var shares: [0.24, 0.26, 0.1, 0.11, 0.17, 0.12]

    component Cell: ThemeText {
        required property int column

        anchors.verticalCenter: parent?.verticalCenter
        x: Theme.desk.pad + (list.width - 2 * Theme.desk.pad) * panel.shares.slice(0, column).reduce((sum, share) => sum + share, 0)
        width: (list.width - 2 * Theme.desk.pad) * panel.shares[column] - Theme.desk.px(6)
        px: Theme.desk.small
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
    }

    ThemeText {
        id: counted

        anchors.left: parent.left
        anchors.right: side.left
        anchors.rightMargin: Theme.desk.margin
        text: panel.viewModel.isReading ? Texts.t("voice.page.reading") : panel.viewModel.summary
        px: Theme.desk.body
        strong: true
    }

    Item {
        id: head

        anchors.left: parent.left
        anchors.right: side.left
        anchors.rightMargin: Theme.desk.margin
        anchors.top: counted.bottom
        anchors.topMargin: Theme.desk.px(6)
        height: Theme.desk.px(26)

        Repeater {
            model: ["words", "file", "source", "length", "level", "wrong"]

            Cell {
                required property string modelData
                required property int index

                column: index
                text: Texts.t("voice.page.column." + modelData)
                soft: true
            }
        }
    }

    ListView {
        id: list

        anchors.left: parent.left
        anchors.right: side.left
        anchors.rightMargin: Theme.desk.margin
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        clip: true
        spacing: Theme.desk.px(3)
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        keyNavigationEnabled: true
        activeFocusOnTab: true
        model: panel.viewModel.lines
        onCurrentItemChanged: list.pick()
        Keys.onReturnPressed: panel.viewModel.play()
        Keys.onEnterPressed: panel.viewModel.play()
        Keys.onSpacePressed: panel.viewModel.play()

        function pick(): void {
            const one = list.currentItem as PieceRow
            if (list.activeFocus && one !== null && one.name !== panel.viewModel.chosen)
                panel.viewModel.choose(one.name)
        }

        component PieceRow: Card {
            id: one

            required property int index
            required property string name
            required property string words
            required property string file
            required property string source
            required property string seconds
            required property string level
            required property string wrong

            readonly property bool isChosen: panel.viewModel.chosen === one.name

            width: list.width
            height: Theme.desk.px(32)
            radius: Theme.desk.radiusSmall
            touchable: true
            selected: one.isChosen
            onIsChosenChanged: if (one.isChosen) list.currentIndex = one.index
            Component.onCompleted: if (one.isChosen) list.currentIndex = one.index

            Accessible.role: Accessible.ListItem
            Accessible.name: one.words || one.file
            Accessible.description: one.wrong

            TapHandler {
                onTapped: {
                    list.forceActiveFocus(Qt.MouseFocusReason)
                    list.currentIndex = one.index
                    panel.viewModel.choose(one.name)
                }
                onDoubleTapped: panel.viewModel.play()
            }

            Cell {
                column: 0
                text: one.words
                px: Theme.desk.body
                strong: true
                Accessible.ignored: true
            }

            Cell {
                column: 1
                text: one.file
                soft: one.words !== ""
            }

            Cell {
                column: 2
                text: one.source
            }

            Cell {
                column: 3
                text: one.seconds
            }

            Cell {
                column: 4
                text: one.level
            }

            Cell {
                column: 5
                text: panel.viewModel.playing === one.name ? Texts.t("voice.page.playing") : one.wrong
                strong: true
                color: panel.viewModel.playing === one.name ? Theme.brand : Theme.ink
            }
        }

        delegate: PieceRow {}
    }

    ScrollMark {
        list: list
    }

    Column {
        id: side

        anchors.right: parent.right
        anchors.top: parent.top
        width: Theme.desk.px(320)
        spacing: Theme.desk.px(10)

        ThemeText {
            width: parent.width
            text: panel.viewModel.words || panel.viewModel.file
            px: Theme.desk.number
            strong: true
        }

        ThemeText {
            width: parent.width
            visible: panel.viewModel.advice !== ""
            text: panel.viewModel.advice
            px: Theme.desk.body
        }

        DeskButton {
            width: parent.width
            text: Texts.t("voice.page.play")
            note: Texts.t("voice.page.enter")
            kind: "primary"
            enabled: panel.viewModel.canPlay
            onClicked: panel.viewModel.play()
        }

        DeskButton {
            width: parent.width
            text: Texts.t("voice.page.play_on")
            key: "F6"
            enabled: panel.viewModel.canPlay
            onClicked: panel.viewModel.playOn()
        }

        Rectangle {
            width: parent.width
            height: Theme.desk.edge
            color: Theme.line
        }

        Row {
            width: parent.width
            spacing: Theme.desk.px(8)

            Column {
                width: (parent.width - parent.spacing) / 2
                spacing: Theme.desk.px(3)

                FormLabel {
                    text: Texts.t("voice.page.ticket_no")
                }

                DeskEntry {
                    id: ticketNo

                    width: parent.width
                    label: Texts.t("voice.page.ticket_no")
                    maximumLength: 5
                    text: panel.viewModel.ticketNo
                    onEdited: text => panel.viewModel.setTicketNo(text)
                    onAccepted: panel.viewModel.playCall()
                }
            }

            Column {
                width: (parent.width - parent.spacing) / 2
                spacing: Theme.desk.px(3)

                FormLabel {
                    text: Texts.t("voice.page.counter_no")
                }

                DeskEntry {
                    id: counterNo

                    width: parent.width
                    label: Texts.t("voice.page.counter_no")
                    maximumLength: 2
                    text: panel.viewModel.counterNo
                    onEdited: text => panel.viewModel.setCounterNo(text)
                    onAccepted: panel.viewModel.playCall()
                }
            }
        }

        DeskButton {
            width: parent.width
            text: Texts.t("voice.page.play_call")
            key: "F7"
            onClicked: panel.viewModel.playCall()
        }

        DeskButton {
            width: parent.width
            text: Texts.t("voice.page.stop")
            key: "F8"
            enabled: panel.viewModel.isPlaying
            onClicked: panel.viewModel.stop()
        }

        DeskButton {
            width: parent.width
            text: Texts.t("voice.page.again")
            key: "F9"
            kind: "quiet"
            enabled: !panel.viewModel.isReading
            onClicked: panel.viewModel.read()
        }

        SaidLine {
            width: parent.width
            text: panel.viewModel.said
        }
    }
}
