pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import screenkit

/*! One cell of a table: words that stand, or a field. Up and down lead to the same column of the next row. */
FocusScope {
    id: cell

    property string text: ""
    property string label: ""
    property bool fixed: false
    /*! The mistake is here. */
    property bool wrong: false

    signal edited(string text)
    signal moved(int step)
    signal entered()

    implicitHeight: Theme.desk.px(36)
    activeFocusOnTab: false

    // What is in force comes back into a field that was typed in.
    onTextChanged: if (field.text !== cell.text) field.text = cell.text
    onActiveFocusChanged: if (cell.activeFocus) cell.entered()

    ThemeText {
        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.px(10)
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: cell.fixed
        text: cell.text
        px: Theme.desk.body
        strong: true
        wrapMode: Text.NoWrap
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.desk.px(10)
    }

    DeskEntry {
        id: field

        anchors.fill: parent
        visible: !cell.fixed
        enabled: !cell.fixed
        focus: true
        label: cell.label
        placeholder: Texts.t("policy.page.empty")
        maximumLength: 80
        Component.onCompleted: field.text = cell.text
        onEdited: text => cell.edited(text)
        onAccepted: cell.moved(1)
        Keys.onUpPressed: cell.moved(-1)
        Keys.onDownPressed: cell.moved(1)
    }

    Rectangle {
        anchors.fill: parent
        visible: cell.wrong
        radius: Theme.desk.radiusSmall
        color: Theme.none
        border.width: Theme.desk.edgeStrong
        border.color: Theme.ink
    }
}
