import QtQuick
import assets.ui
import screenkit

/*! Something that a member of staff must know; the newest first has the key. */
Card {
    id: line

    required property int index
    required property string noticeId
    required property string sentence
    required property string at

    signal acknowledged(string noticeId)

    height: words.height + known.height + Theme.desk.px(24)

    ThemeText {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.px(12)
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(12)
        anchors.top: parent.top
        anchors.topMargin: Theme.desk.px(8)
        text: line.sentence
        px: Theme.desk.small
    }

    ThemeText {
        anchors.left: words.left
        anchors.verticalCenter: known.verticalCenter
        text: line.at
        px: Theme.desk.small
        soft: true
    }

    DeskButton {
        id: known

        anchors.right: words.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(8)
        height: Theme.desk.px(30)
        text: Texts.t("counter.notice.acknowledge")
        key: line.index === 0 ? "Ctrl+K" : ""
        onClicked: line.acknowledged(line.noticeId)
    }
}
