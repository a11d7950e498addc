pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 设备检测: the machines of the hall at the left, the devices of one of them at the right; F6 tries one out. */
FocusScope {
    id: page

    required property EquipmentViewModel viewModel

    focus: true

    onVisibleChanged: {
        if (page.viewModel)
            page.visible ? page.viewModel.enter() : page.viewModel.leave()
    }
    Component.onCompleted: {
        page.viewModel.enter()
        machines.forceActiveFocus(Qt.OtherFocusReason)
    }

    Shortcut {
        enabled: page.visible && page.enabled
        sequence: "F5"
        autoRepeat: false
        onActivated: page.viewModel.read()
    }

    ThemeText {
        id: hint

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.margin
        text: Texts.t("equipment.page.hint")
        px: Theme.desk.body
        soft: true
    }

    ListView {
        id: machines

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.top: hint.bottom
        anchors.topMargin: Theme.desk.gap
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.margin
        width: Theme.desk.px(400)
        clip: true
        focus: true
        spacing: Theme.desk.px(6)
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: false
        activeFocusOnTab: true
        model: page.viewModel.machines
        currentIndex: page.viewModel.chosenRow
        highlightMoveDuration: 0
        Keys.onUpPressed: page.viewModel.step(-1)
        Keys.onDownPressed: page.viewModel.step(1)
        Keys.onRightPressed: parts.forceActiveFocus(Qt.TabFocusReason)

        component MachineCard: Card {
            id: machine

            required property string deviceId
            required property string name
            required property string standing
            required property string condition

            width: machines.width
            height: Theme.desk.row
            selected: page.viewModel.chosen === machine.deviceId

            Accessible.role: Accessible.ListItem
            Accessible.name: machine.name + " " + machine.standing

            TapHandler {
                onTapped: page.viewModel.choose(machine.deviceId)
            }

            StateMark {
                id: mark

                x: Theme.desk.pad
                anchors.verticalCenter: parent.verticalCenter
                condition: machine.condition
            }

            ThemeText {
                id: called

                anchors.left: mark.right
                anchors.leftMargin: Theme.desk.px(12)
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.desk.px(150)
                text: machine.name
                px: Theme.desk.body
                strong: machine.condition !== "ok"
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }

            ThemeText {
                anchors.left: called.right
                anchors.leftMargin: Theme.desk.px(8)
                anchors.right: parent.right
                anchors.rightMargin: Theme.desk.pad
                anchors.verticalCenter: parent.verticalCenter
                horizontalAlignment: Text.AlignRight
                text: machine.standing
                px: Theme.desk.small
                soft: machine.condition === "ok"
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }
        }

        delegate: MachineCard {}
    }

    ScrollMark {
        list: machines
    }

    Item {
        id: side

        anchors.left: machines.right
        anchors.leftMargin: Theme.desk.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: machines.top
        anchors.bottom: machines.bottom

        ThemeText {
            id: title

            anchors.left: parent.left
            text: page.viewModel.title
            px: Theme.desk.title
            strong: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            anchors.left: title.right
            anchors.leftMargin: Theme.desk.gap
            anchors.right: parent.right
            anchors.baseline: title.baseline
            text: page.viewModel.heard
            px: Theme.desk.body
            soft: true
        }

        ThemeText {
            id: old

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: title.bottom
            anchors.topMargin: visible ? Theme.desk.px(4) : 0
            height: visible ? implicitHeight : 0
            visible: text !== ""
            text: page.viewModel.old !== "" ? page.viewModel.old : page.viewModel.said
            px: Theme.desk.body
            strong: true
        }

        ListView {
            id: parts

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: old.bottom
            anchors.topMargin: Theme.desk.gap
            anchors.bottom: parent.bottom
            clip: true
            spacing: Theme.desk.px(6)
            boundsBehavior: Flickable.StopAtBounds
            keyNavigationEnabled: false
            activeFocusOnTab: true
            model: page.viewModel.parts
            currentIndex: page.viewModel.chosenPartRow
            highlightMoveDuration: 0
            Keys.onUpPressed: page.viewModel.stepPart(-1)
            Keys.onDownPressed: page.viewModel.stepPart(1)
            Keys.onLeftPressed: machines.forceActiveFocus(Qt.TabFocusReason)

            component OnePart: PartCard {
                id: one

                required property string part

                width: parts.width
                selected: page.viewModel.chosenPart === one.part
                onTapped: page.viewModel.choosePart(one.part)
                onTried: page.viewModel.tryOut(one.part)
            }

            delegate: OnePart {}
        }

        ThemeText {
            anchors.left: parts.left
            anchors.right: parts.right
            anchors.top: parts.top
            visible: parts.count === 0
            text: Texts.t("equipment.page.no_parts")
            px: Theme.desk.body
            soft: true
        }

        ScrollMark {
            list: parts
        }
    }
}
