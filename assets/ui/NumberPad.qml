pragma ComponentBehavior: Bound

import QtQuick

/*! Twelve keys for digits: phone, case code, 查询码. Says what was pressed; the page decides what it means. */
Grid {
    id: pad

    property int keyWidth: Theme.kiosk.px(300)
    property int keyHeight: Theme.kiosk.barButton
    /*! Words of the two keys beside 0; an empty one leaves its place empty. */
    property string clearText: ""
    property string eraseText: ""

    signal pressed(string digit)
    signal erased()
    signal cleared()

    columns: 3
    spacing: Theme.kiosk.gap

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

        TouchButton {
            required property string modelData

            width: pad.keyWidth
            height: pad.keyHeight
            text: modelData
            px: Theme.kiosk.title
            strong: true
            focusPolicy: Qt.TabFocus
            onClicked: pad.pressed(modelData)
        }
    }

    Item {
        width: pad.keyWidth
        height: pad.keyHeight

        TouchButton {
            anchors.fill: parent
            visible: pad.clearText !== ""
            text: pad.clearText
            focusPolicy: Qt.TabFocus
            onClicked: pad.cleared()
        }
    }

    TouchButton {
        width: pad.keyWidth
        height: pad.keyHeight
        text: "0"
        px: Theme.kiosk.title
        strong: true
        focusPolicy: Qt.TabFocus
        onClicked: pad.pressed("0")
    }

    TouchButton {
        width: pad.keyWidth
        height: pad.keyHeight
        text: pad.eraseText
        picture: "backspace"
        focusPolicy: Qt.TabFocus
        onClicked: pad.erased()
    }
}
