pragma ComponentBehavior: Bound

import QtQuick
import assets.ui

/*! One answer of a short list: arrows move the choice, and where it is numbered the digit chooses. */
FocusScope {
    id: choice

    property string title: ""
    property bool isNumbered: false
    property int chosen: -1
    property alias model: rows.model

    signal choose(int index)

    implicitHeight: head.height + rows.count * Theme.desk.px(34)
    activeFocusOnTab: true

    Keys.onUpPressed: choice.choose(Math.max(0, choice.chosen - 1))
    Keys.onDownPressed: choice.choose(choice.chosen + 1)
    Keys.onDigit1Pressed: choice.pick(0)
    Keys.onDigit2Pressed: choice.pick(1)
    Keys.onDigit3Pressed: choice.pick(2)
    Keys.onDigit4Pressed: choice.pick(3)
    Keys.onDigit5Pressed: choice.pick(4)
    Keys.onDigit6Pressed: choice.pick(5)
    Keys.onDigit7Pressed: choice.pick(6)
    Keys.onDigit8Pressed: choice.pick(7)
    Keys.onDigit9Pressed: choice.pick(8)

    function pick(index: int): void {
        if (choice.isNumbered)
            choice.choose(index)
    }

    ColumnHead {
        id: head

        width: parent.width
        text: choice.title
    }

    Column {
        anchors.top: head.bottom
        width: parent.width

        Repeater {
            id: rows

            Rectangle {
                id: row

                required property int index
                required property string name
                required property bool isChosen

                width: choice.width
                height: Theme.desk.px(34)
                radius: Theme.desk.radiusSmall
                color: row.isChosen ? Theme.brandSoft : Theme.none
                border.width: row.isChosen && choice.activeFocus ? Theme.desk.edgeStrong : 0
                border.color: Theme.brand

                Accessible.role: Accessible.RadioButton
                Accessible.name: row.name
                Accessible.checked: row.isChosen

                KeyHint {
                    id: digit

                    anchors.left: parent.left
                    anchors.leftMargin: Theme.desk.px(6)
                    anchors.verticalCenter: parent.verticalCenter
                    visible: choice.isNumbered
                    width: visible ? implicitWidth : 0
                    key: row.index + 1
                }

                ThemeText {
                    anchors.left: digit.right
                    anchors.leftMargin: Theme.desk.px(8)
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.name
                    px: Theme.desk.body
                    strong: row.isChosen
                    wrapMode: Text.NoWrap
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.desk.small
                    Accessible.ignored: true
                }

                TapHandler {
                    onTapped: {
                        choice.forceActiveFocus()
                        choice.choose(row.index)
                    }
                }
            }
        }
    }
}
