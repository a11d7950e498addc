import QtQuick
import assets.ui
import screenkit

/*! Under a field: leave it open, or go on. */
Row {
    id: buttons

    property string openText: ""
    property string nextText: Texts.t("kiosk.frame.next")

    signal leaveOpen()
    signal goOn()

    spacing: Theme.kiosk.gap

    TouchButton {
        id: open

        visible: buttons.openText !== ""
        text: buttons.openText
        ink: Theme.brand
        onClicked: buttons.leaveOpen()
    }

    TouchButton {
        width: buttons.width - (open.visible ? open.width + buttons.spacing : 0)
        kind: "primary"
        text: buttons.nextText
        onClicked: buttons.goOn()
    }
}
