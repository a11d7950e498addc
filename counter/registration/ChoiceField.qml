pragma ComponentBehavior: Bound

import QtQuick
import assets.ui

/*! A choice by digits, on one line where it fits: with `isMany` a digit takes and gives back. */
FocusScope {
    id: choice

    property string label: ""
    property var options: []
    property var chosen: []
    property bool isMany: false

    signal picked(int index)
    signal entered()

    readonly property int named: choice.label === "" ? 0 : Theme.desk.px(92)
    readonly property int current: choice.chosen.length > 0 ? Number(choice.chosen[0]) : -1

    implicitHeight: Math.max(pills.implicitHeight, Theme.desk.px(30))
    activeFocusOnTab: true

    Accessible.role: Accessible.Grouping
    Accessible.name: choice.label

    Keys.onPressed: event => {
        const digit = event.key - Qt.Key_1
        if (digit >= 0 && digit < choice.options.length && digit < 9 && event.modifiers === Qt.NoModifier) {
            choice.picked(digit)
            event.accepted = true
        }
    }
    Keys.onRightPressed: if (!choice.isMany && choice.current + 1 < choice.options.length) choice.picked(choice.current + 1)
    Keys.onLeftPressed: if (!choice.isMany && choice.current > 0) choice.picked(choice.current - 1)
    Keys.onReturnPressed: choice.entered()
    Keys.onEnterPressed: choice.entered()

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: choice.named - Theme.desk.px(4)
        anchors.topMargin: -Theme.desk.px(4)
        anchors.bottomMargin: -Theme.desk.px(4)
        anchors.rightMargin: -Theme.desk.px(4)
        visible: choice.activeFocus
        radius: Theme.desk.radiusSmall + Theme.desk.px(3)
        color: Theme.surface
        border.width: Theme.desk.edgeStrong
        border.color: Theme.brand
    }

    ThemeText {
        anchors.left: parent.left
        y: Theme.desk.px(6)
        width: choice.named
        visible: choice.label !== ""
        text: choice.label
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    Flow {
        id: pills

        anchors.left: parent.left
        anchors.leftMargin: choice.named
        anchors.right: parent.right
        spacing: Theme.desk.px(5)

        Repeater {
            model: choice.options

            Rectangle {
                id: pill

                required property int index
                required property string modelData

                readonly property bool isChosen: choice.chosen.indexOf(String(pill.index)) >= 0

                width: face.implicitWidth + 2 * Theme.desk.px(7)
                height: Theme.desk.px(30)
                radius: Theme.desk.radiusSmall
                color: pill.isChosen ? Theme.brandSoft : Theme.surface
                border.width: pill.isChosen && choice.activeFocus ? Theme.desk.edgeStrong : Theme.desk.edge
                border.color: pill.isChosen ? Theme.brand : choice.activeFocus ? Theme.edge : Theme.line

                Accessible.role: choice.isMany ? Accessible.CheckBox : Accessible.RadioButton
                Accessible.name: pill.modelData
                Accessible.checked: pill.isChosen

                Row {
                    id: face

                    anchors.centerIn: parent
                    spacing: Theme.desk.px(5)

                    ThemeText {
                        anchors.verticalCenter: parent.verticalCenter
                        text: pill.index + 1
                        px: Theme.desk.tiny
                        color: choice.activeFocus ? Theme.brand : Theme.inkSoft
                        strong: choice.activeFocus
                        Accessible.ignored: true
                    }

                    ThemeText {
                        anchors.verticalCenter: parent.verticalCenter
                        text: pill.modelData
                        px: Theme.desk.body
                        strong: pill.isChosen
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }

                    Pictogram {
                        anchors.verticalCenter: parent.verticalCenter
                        visible: pill.isChosen && choice.isMany
                        picture: "check"
                        size: Theme.desk.px(13)
                        ink: Theme.brand
                    }
                }

                TapHandler {
                    onTapped: {
                        choice.forceActiveFocus()
                        choice.picked(pill.index)
                    }
                }
            }
        }
    }
}
