import QtQuick
import assets.ui
import screenkit

/*! This machine cannot work: where to go instead. */
Rectangle {
    color: Theme.ground

    MouseArea {
        anchors.fill: parent
    }

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.kiosk.margin
        spacing: Theme.kiosk.px(36)

        ThemeText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: Texts.t("kiosk.out_of_order.go")
            px: Theme.kiosk.px(104)
            strong: true
            color: Theme.brandDeep
            Accessible.role: Accessible.Heading
        }

        ThemeText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: Texts.t("kiosk.out_of_order.why")
            px: Theme.kiosk.title
        }
    }
}
