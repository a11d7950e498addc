import QtQuick
import assets.ui
import counter
import screenkit

/*! 叫人帮忙 at every counter until somebody goes; no height while nobody calls. */
Rectangle {
    id: banner

    required property CounterViewModel counter

    height: visible ? Theme.desk.px(52) : 0
    visible: banner.counter.isRinging
    color: Theme.help

    Accessible.role: Accessible.AlertMessage
    Accessible.name: banner.counter.helpSentence

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(18)

        ThemeText {
            id: sentence

            text: banner.counter.helpSentence
            px: Theme.desk.strong
            strong: true
            color: Theme.inkOnHelp
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        ThemeText {
            anchors.baseline: sentence.baseline
            text: banner.counter.helpWaited
            px: Theme.desk.body
            color: Theme.inkOnHelp
            wrapMode: Text.NoWrap
        }

        ThemeText {
            anchors.baseline: sentence.baseline
            visible: banner.counter.helpMore !== ""
            text: banner.counter.helpMore
            px: Theme.desk.body
            color: Theme.inkOnHelp
            wrapMode: Text.NoWrap
        }
    }

    DeskButton {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        height: Theme.desk.px(38)
        visible: banner.counter.isSignedIn && !banner.counter.isLocked
        focusPolicy: Qt.NoFocus
        strong: true
        text: Texts.t("counter.help.go")
        key: "Ctrl+G"
        onClicked: banner.counter.answerHelp()
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        visible: !banner.counter.isSignedIn || banner.counter.isLocked
        text: Texts.t("counter.help.sign_in_first")
        px: Theme.desk.body
        color: Theme.inkOnHelp
        wrapMode: Text.NoWrap
    }
}
