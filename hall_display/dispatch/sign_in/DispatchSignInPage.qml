pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import assets.ui
import hall_display
import screenkit

/*! Who sits down here: arrows choose the person, number keys type the PIN, Enter signs in. */
FocusScope {
    id: page

    required property DispatchSignIn viewModel
    required property string place

    Component.onCompleted: pin.forceActiveFocus()
    onVisibleChanged: if (page.visible) pin.forceActiveFocus()

    Keys.onUpPressed: page.viewModel.choose(page.viewModel.chosen - 1)
    Keys.onDownPressed: page.viewModel.choose(page.viewModel.chosen + 1)

    ThemeText {
        anchors.left: card.left
        anchors.bottom: card.top
        anchors.bottomMargin: Theme.dispatch.px(20)
        text: Texts.t("dispatch.head.title")
        px: Theme.dispatch.px(34)
        strong: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.right: card.right
        anchors.bottom: card.top
        anchors.bottomMargin: Theme.dispatch.px(22)
        text: page.place
        px: Theme.dispatch.px(24)
        soft: true
        wrapMode: Text.NoWrap
    }

    Rectangle {
        id: card

        anchors.centerIn: parent
        width: Theme.dispatch.px(900)
        height: Theme.dispatch.px(520)
        radius: Theme.dispatch.radius
        color: Theme.surface

        ThemeText {
            id: who

            anchors.left: parent.left
            anchors.leftMargin: Theme.dispatch.px(40)
            anchors.top: parent.top
            anchors.topMargin: Theme.dispatch.px(36)
            text: Texts.t("dispatch.sign_in.title")
            px: Theme.dispatch.px(28)
            strong: true
            wrapMode: Text.NoWrap
            Accessible.role: Accessible.Heading
        }

        ThemeText {
            id: hint

            anchors.left: who.left
            anchors.top: who.bottom
            anchors.topMargin: Theme.dispatch.px(6)
            text: Texts.t("dispatch.sign_in.choose_hint")
            px: Theme.dispatch.small
            soft: true
            wrapMode: Text.NoWrap
        }

        ListView {
            id: people

            readonly property real pitch: Theme.dispatch.px(60)

            anchors.left: who.left
            anchors.top: hint.bottom
            anchors.topMargin: Theme.dispatch.px(14)
            width: Theme.dispatch.px(380)
            height: Math.floor((only.y - people.y - Theme.dispatch.px(10)) / people.pitch) * people.pitch
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            highlightMoveDuration: 0
            currentIndex: page.viewModel.chosen
            model: page.viewModel.people

            delegate: T.AbstractButton {
                id: person

                required property int index
                required property string name
                required property string role
                required property bool isChosen

                width: people.width
                height: people.pitch - Theme.dispatch.px(8)
                focusPolicy: Qt.NoFocus
                hoverEnabled: true
                Accessible.role: Accessible.RadioButton
                Accessible.name: person.name
                Accessible.checked: person.isChosen
                onClicked: page.viewModel.choose(person.index)

                background: Rectangle {
                    radius: Theme.dispatch.radiusSmall
                    color: person.isChosen || person.hovered ? Theme.brandSoft : Theme.none
                    border.width: person.isChosen ? Theme.dispatch.edgeStrong : Theme.dispatch.edge
                    border.color: Theme.edge
                }

                contentItem: Item {
                    ThemeText {
                        anchors.left: parent.left
                        anchors.leftMargin: Theme.dispatch.px(16)
                        anchors.verticalCenter: parent.verticalCenter
                        text: person.name
                        px: Theme.dispatch.body
                        strong: person.isChosen
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }

                    ThemeText {
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.dispatch.px(16)
                        anchors.verticalCenter: parent.verticalCenter
                        text: person.role
                        px: Theme.dispatch.small
                        soft: true
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }
                }
            }
        }

        ThemeText {
            anchors.left: people.left
            anchors.right: people.right
            anchors.top: people.top
            visible: people.count === 0
            text: Texts.t(page.viewModel.isListed ? "dispatch.sign_in.nobody" : "dispatch.sign_in.loading")
            px: Theme.dispatch.body
            soft: true
        }

        ThemeText {
            id: only

            anchors.left: who.left
            anchors.right: people.right
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.dispatch.px(28)
            text: Texts.t("dispatch.sign_in.only")
            px: Theme.dispatch.px(17)
            soft: true
        }

        Rectangle {
            anchors.left: people.right
            anchors.leftMargin: Theme.dispatch.px(36)
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            anchors.margins: Theme.dispatch.px(36)
            width: Theme.dispatch.edge
            color: Theme.line
        }

        Column {
            anchors.left: people.right
            anchors.leftMargin: Theme.dispatch.px(72)
            anchors.right: parent.right
            anchors.rightMargin: Theme.dispatch.px(40)
            anchors.top: people.top
            spacing: Theme.dispatch.px(14)

            ThemeText {
                text: Texts.t("dispatch.sign_in.pin")
                px: Theme.dispatch.body
                soft: true
            }

            DeskEntry {
                id: pin

                width: parent.width
                height: Theme.dispatch.px(56)
                focus: true
                secret: true
                px: Theme.dispatch.px(28)
                label: Texts.t("dispatch.sign_in.pin")
                maximumLength: 12
                onAccepted: page.viewModel.signIn(pin.text)
            }

            DispatchButton {
                width: parent.width
                height: Theme.dispatch.px(52)
                kind: "primary"
                px: Theme.dispatch.body
                text: Texts.t("dispatch.sign_in.enter")
                enabled: pin.text !== "" && people.count > 0
                onClicked: page.viewModel.signIn(pin.text)
            }

            ThemeText {
                width: parent.width
                text: page.viewModel.said
                px: Theme.dispatch.small
                strong: true
                Accessible.role: Accessible.AlertMessage
            }
        }
    }

    Connections {
        target: page.viewModel

        function onFailed(): void {
            pin.clear()
            pin.forceActiveFocus()
        }
    }
}
