pragma ComponentBehavior: Bound

import QtQuick

/*! Where I am: bars and words (「第 1 步，共 6 步」). In 大字 the words alone. */
Row {
    id: steps

    /*! From 1. */
    property int current: 1
    property int count: 6
    property string text: ""

    spacing: Theme.kiosk.px(18)

    Row {
        anchors.verticalCenter: parent.verticalCenter
        visible: !Theme.largePrint
        spacing: Theme.kiosk.px(11)

        Repeater {
            model: steps.count

            Rectangle {
                required property int index

                width: Theme.kiosk.px(38)
                height: Theme.kiosk.px(12)
                radius: height / 2
                color: index < steps.current ? Theme.brand : Theme.line
            }
        }
    }

    ThemeText {
        anchors.verticalCenter: parent.verticalCenter
        text: steps.text
        px: Theme.kiosk.px(Theme.largePrint ? 44 : 31)
        soft: !Theme.largePrint
        wrapMode: Text.NoWrap
    }
}
