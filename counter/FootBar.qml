import QtQuick
import assets.ui
import counter
import screenkit

/*! State of hall and centre, and the keys that stand on no button. A full dot answers, a hollow one does not. */
Rectangle {
    id: foot

    required property CounterViewModel counter

    height: Theme.desk.foot
    color: Theme.surface

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: Theme.desk.edge
        color: Theme.line
    }

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(8)

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.desk.px(11)
            height: width
            radius: width / 2
            color: foot.counter.lost === "" ? Theme.inkSoft : Theme.none
            border.width: Theme.desk.edgeStrong
            border.color: Theme.inkSoft
        }

        ThemeText {
            text: foot.counter.hall
            px: Theme.desk.small
            strong: foot.counter.lost !== ""
            soft: foot.counter.lost === ""
            wrapMode: Text.NoWrap
        }

        Item {
            width: Theme.desk.px(16)
            height: 1
        }

        ThemeText {
            text: foot.counter.centre
            px: Theme.desk.small
            soft: true
            wrapMode: Text.NoWrap
        }
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        visible: foot.counter.isSignedIn && !foot.counter.isLocked && foot.counter.frame.current === "desk"
        text: foot.counter.form.isOpen ? Texts.t("counter_desk.mirror.keys") : Texts.t("counter.foot.keys")
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }
}
