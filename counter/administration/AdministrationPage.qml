pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! 管理: the policy of the hall as tables, its machines, its people, and what two of them do. Each part has its key; Tab and arrows lead through its fields, F6 and F7 add
    and take a line, F9 leads to the reason, F10 saves, F8 gives up. */
FocusScope {
    id: page

    required property AdministrationViewModel viewModel

    focus: true

    function enter(): void {
        if (page.viewModel.isDevices)
            devices.goTo()
        else if (page.viewModel.isPeople)
            people.goTo()
        else if (page.viewModel.isTogether)
            together.goTo()
        else if (page.viewModel.isQuarantine)
            quarantine.goTo()
        else if (page.viewModel.isVoice)
            voice.goTo()
        else if (page.viewModel.isHistory)
            history.goTo()
        else
            table.goTo(0, 0)
    }

    function choose(name: string): void {
        page.viewModel.choose(name)
        Qt.callLater(page.enter)
    }

    Component.onCompleted: Qt.callLater(page.enter)

    Connections {
        target: page.viewModel

        function onReadingChanged(): void {
            Qt.callLater(page.enter)
        }

        function onDiscarded(): void {
            Qt.callLater(page.enter)
        }

        function onRowAdded(index: int): void {
            Qt.callLater(table.goTo, index, 0)
        }
    }

    Shortcut {
        enabled: page.visible && page.enabled && page.viewModel.isPolicy
        sequence: "F9"
        autoRepeat: false
        onActivated: changes.goToWhy()
    }

    Rectangle {
        id: side

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.px(190)
        color: Theme.sunken

        Rectangle {
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            width: Theme.desk.edge
            color: Theme.line
        }

        Column {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.desk.pad
            spacing: Theme.desk.px(6)

            Repeater {
                model: page.viewModel.sections

                SectionTab {
                    id: tab

                    width: parent?.width ?? 0
                    onClicked: page.choose(tab.name)
                }
            }
        }
    }

    ChangesColumn {
        id: changes

        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.sideWide
        visible: page.viewModel.isPolicy
        viewModel: page.viewModel
    }

    Item {
        id: middle

        anchors.left: side.right
        anchors.right: page.viewModel.isPolicy ? changes.left : parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: Theme.desk.margin

        ThemeText {
            id: hint

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            text: page.viewModel.isReading ? Texts.t("policy.page.reading") : page.viewModel.hint
            px: Theme.desk.body
            soft: true
        }

        PolicyTable {
            id: table

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: hint.bottom
            anchors.topMargin: Theme.desk.gap
            anchors.bottom: growing.top
            anchors.bottomMargin: Theme.desk.px(8)
            visible: page.viewModel.isPolicy && !page.viewModel.isHistory && !page.viewModel.isReading
            viewModel: page.viewModel
        }

        ThemeText {
            anchors.left: table.left
            anchors.right: table.right
            anchors.top: table.top
            anchors.topMargin: Theme.desk.px(34)
            visible: table.visible && page.viewModel.canGrow && page.viewModel.rows.count === 0
            text: Texts.t("policy.page.no_rows")
            px: Theme.desk.body
            soft: true
        }

        HistoryList {
            id: history

            anchors.fill: table
            visible: page.viewModel.isHistory && !page.viewModel.isReading
            viewModel: page.viewModel
        }

        DevicesPanel {
            id: devices

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: hint.bottom
            anchors.topMargin: Theme.desk.gap
            anchors.bottom: parent.bottom
            visible: page.viewModel.isDevices && !page.viewModel.isReading
            viewModel: page.viewModel.devices
        }

        PeoplePanel {
            id: people

            anchors.fill: devices
            visible: page.viewModel.isPeople && !page.viewModel.isReading
            viewModel: page.viewModel.people
        }

        TogetherPanel {
            id: together

            anchors.fill: devices
            visible: page.viewModel.isTogether && !page.viewModel.isReading
            viewModel: page.viewModel.together
        }

        QuarantinePanel {
            id: quarantine

            anchors.fill: devices
            visible: page.viewModel.isQuarantine && !page.viewModel.isReading
            viewModel: page.viewModel.quarantine
        }

        VoicePanel {
            id: voice

            anchors.fill: devices
            visible: page.viewModel.isVoice && !page.viewModel.isReading
            viewModel: page.viewModel.voice
        }

        Row {
            id: growing

            anchors.left: parent.left
            anchors.bottom: parent.bottom
            spacing: Theme.desk.px(8)
            visible: page.viewModel.canGrow && !page.viewModel.isHistory

            DeskButton {
                text: Texts.t("policy.page.add")
                key: "F6"
                onClicked: page.viewModel.add()
            }

            DeskButton {
                text: Texts.t("policy.page.remove")
                key: "F7"
                enabled: table.currentKey !== ""
                onClicked: {
                    page.viewModel.remove(table.currentKey)
                    table.currentKey = ""
                    Qt.callLater(page.enter)
                }
            }
        }
    }
}
