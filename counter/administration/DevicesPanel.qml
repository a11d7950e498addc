pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 设备: the machines of the hall; a code for a new one (F6), one that comes in again (F7), one that is ended (F8). */
Item {
    id: panel

    required property DevicesViewModel viewModel

    function goTo(): void {
        panel.viewModel.read()
        name.forceActiveFocus(Qt.TabFocusReason)
    }

    Connections {
        target: panel.viewModel

        // A field that was typed in has let go of its binding.
        function onChanged(): void {
            if (name.text !== panel.viewModel.name)
                name.text = panel.viewModel.name
            if (why.text !== panel.viewModel.why)
                why.text = panel.viewModel.why
        }
    }

    onVisibleChanged: if (!panel.visible && panel.viewModel) panel.viewModel.forget()

    ListView {
        id: list

        anchors.left: parent.left
        anchors.right: side.left
        anchors.rightMargin: Theme.desk.margin
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        clip: true
        spacing: Theme.desk.px(6)
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        activeFocusOnTab: true
        model: panel.viewModel.devices
        onCurrentItemChanged: if (list.activeFocus && list.currentItem) panel.viewModel.choose((list.currentItem as DeviceCard).deviceId)

        component DeviceCard: Card {
            id: one

            required property int index
            required property string deviceId
            required property string name
            required property string facts
            required property string standing
            required property bool isInUse

            width: list.width
            height: words.height + 2 * Theme.desk.px(9)
            selected: panel.viewModel.chosen === one.deviceId

            Accessible.role: Accessible.ListItem
            Accessible.name: one.name

            TapHandler {
                onTapped: {
                    list.currentIndex = one.index
                    panel.viewModel.choose(one.deviceId)
                }
            }

            Column {
                id: words

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.desk.px(9)
                anchors.leftMargin: Theme.desk.pad
                spacing: Theme.desk.px(3)

                Item {
                    width: parent.width
                    height: called.height

                    ThemeText {
                        id: called

                        anchors.left: parent.left
                        anchors.right: stands.left
                        text: one.name
                        px: Theme.desk.body
                        strong: one.isInUse
                        soft: !one.isInUse
                    }

                    ThemeText {
                        id: stands

                        anchors.right: parent.right
                        text: one.standing
                        px: Theme.desk.small
                        soft: one.isInUse
                        strong: !one.isInUse
                        wrapMode: Text.NoWrap
                    }
                }

                ThemeText {
                    width: parent.width
                    text: one.facts
                    px: Theme.desk.small
                    soft: true
                }
            }
        }

        delegate: DeviceCard {}
    }

    ThemeText {
        anchors.left: list.left
        anchors.right: list.right
        visible: list.count === 0
        text: Texts.t("devices.admin.none")
        px: Theme.desk.body
        soft: true
    }

    ScrollMark {
        list: list
    }

    Column {
        id: side

        anchors.right: parent.right
        anchors.top: parent.top
        width: Theme.desk.px(430)
        spacing: Theme.desk.px(10)

        ThemeText {
            text: Texts.t("devices.page.new")
            px: Theme.desk.title
            strong: true
        }

        Flow {
            width: parent.width
            spacing: Theme.desk.px(8)

            Repeater {
                model: panel.viewModel.roles

                DeskButton {
                    required property string name
                    required property string title
                    required property bool isChosen

                    text: title
                    kind: isChosen ? "primary" : "plain"
                    Accessible.checked: isChosen
                    onClicked: panel.viewModel.chooseRole(name)
                }
            }
        }

        DeskEntry {
            id: name

            width: parent.width
            label: Texts.t("devices.page.name")
            placeholder: Texts.t("devices.page.name")
            maximumLength: panel.viewModel.nameMax
            text: panel.viewModel.name
            onEdited: text => panel.viewModel.setName(text)
            onAccepted: panel.viewModel.makeCode()
        }

        DeskButton {
            text: Texts.t("devices.page.make")
            key: "F6"
            kind: "primary"
            enabled: panel.viewModel.canMake
            onClicked: panel.viewModel.makeCode()
        }

        ThemeText {
            width: parent.width
            visible: panel.viewModel.code !== ""
            text: panel.viewModel.code
            px: Theme.desk.title
            strong: true
        }

        ThemeText {
            width: parent.width
            visible: panel.viewModel.code !== ""
            text: panel.viewModel.codeFor
            px: Theme.desk.body
        }

        Rectangle {
            width: parent.width
            height: Theme.desk.edge
            color: Theme.line
        }

        ThemeText {
            width: parent.width
            text: Texts.t("devices.page.chosen")
            px: Theme.desk.small
            soft: true
        }

        DeskButton {
            text: Texts.t("devices.page.again")
            key: "F7"
            enabled: panel.viewModel.canAgain
            onClicked: panel.viewModel.makeAgain()
        }

        DeskEntry {
            id: why

            width: parent.width
            label: Texts.t("devices.page.why")
            placeholder: Texts.t("devices.page.why")
            maximumLength: panel.viewModel.whyMax
            text: panel.viewModel.why
            onEdited: text => panel.viewModel.setWhy(text)
        }

        DeskButton {
            text: Texts.t("devices.page.revoke")
            key: "F8"
            enabled: panel.viewModel.canRevoke
            onClicked: panel.viewModel.revoke()
        }

        ThemeText {
            width: parent.width
            text: panel.viewModel.said
            px: Theme.desk.body
            strong: true
        }
    }
}
