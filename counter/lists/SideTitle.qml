import QtQuick
import assets.ui
import screenkit

/*! The title of the panel, and the key that closes it. */
Item {
    id: title

    property string text: ""

    implicitHeight: Theme.desk.px(28)

    ThemeText {
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        text: title.text
        px: Theme.desk.strong
        strong: true
        wrapMode: Text.NoWrap
    }

    Row {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(6)

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: Texts.t("lists.details.close")
            px: Theme.desk.small
            soft: true
            wrapMode: Text.NoWrap
        }

        KeyHint {
            anchors.verticalCenter: parent.verticalCenter
            key: "Esc"
        }
    }
}
