import QtQuick
import assets.ui

/*! One row. A quiet bar stands where a row is still on its way. */
Rectangle {
    id: line

    required property int index
    required property string code
    required property string ticket
    required property string name
    required property string category
    required property string town
    required property string stateWord
    required property string light
    required property string mark
    required property string said
    required property string due
    required property string at
    required property string desk
    required property bool isThere

    required property ListColumns columns
    property bool isChosen: false
    property bool hasFocus: false

    signal chosen()
    signal opened()

    color: line.isChosen ? Theme.brandSoft : Theme.surface

    Accessible.role: Accessible.Row
    Accessible.name: line.said

    Rectangle {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.px(3)
        visible: line.isChosen && line.hasFocus
        color: Theme.brand
    }

    Rectangle {
        x: line.columns.startOf(0)
        anchors.verticalCenter: parent.verticalCenter
        visible: !line.isThere
        width: Theme.desk.px(120)
        height: Theme.desk.px(8)
        radius: height / 2
        color: Theme.line
    }

    ListCell {
        x: line.columns.startOf(0)
        width: line.columns.widthOf(0)
        text: line.ticket
        strong: true
    }

    ListCell {
        x: line.columns.startOf(1)
        width: line.columns.widthOf(1)
        text: line.code
    }

    ListCell {
        x: line.columns.startOf(2)
        width: line.columns.widthOf(2)
        text: line.name
    }

    ListCell {
        x: line.columns.startOf(3)
        width: line.columns.widthOf(3)
        text: line.category
    }

    ListCell {
        x: line.columns.startOf(4)
        width: line.columns.widthOf(4)
        text: line.town
    }

    ListCell {
        x: line.columns.startOf(5)
        width: line.columns.widthOf(5)
        text: line.stateWord
    }

    ListCell {
        x: line.columns.startOf(6)
        text: line.mark
        color: Theme.lightInk(line.light)
    }

    ListCell {
        x: line.columns.startOf(6) + Theme.desk.px(20)
        width: line.columns.widthOf(6) - Theme.desk.px(20)
        text: line.due
        color: line.light === "overdue" || line.light === "soon" ? Theme.lightInk(line.light) : Theme.ink
    }

    ListCell {
        x: line.columns.startOf(7)
        width: line.columns.widthOf(7)
        horizontalAlignment: Text.AlignRight
        text: line.at
    }

    ListCell {
        x: line.columns.startOf(8)
        width: line.columns.widthOf(8)
        horizontalAlignment: Text.AlignRight
        text: line.desk
    }

    TapHandler {
        onTapped: line.chosen()
        onDoubleTapped: line.opened()
    }
}
