import QtQuick
import assets.ui
import screenkit

/*! One queue: letter and name, people, about how long. Grey while the hall does not answer. */
Item {
    id: queue

    required property string letter
    required property string name
    required property int waiting
    required property string wait
    required property string waitUnit
    property bool isStale: false

    readonly property int px: Theme.wall.px(46)

    ThemeText {
        id: letter

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.wall.px(42)
        text: queue.letter
        px: queue.px
        strong: true
        soft: queue.isStale
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.left: letter.right
        anchors.verticalCenter: parent.verticalCenter
        text: queue.name
        px: queue.px
        strong: true
        soft: queue.isStale
        wrapMode: Text.NoWrap
    }

    Row {
        anchors.right: parent.left
        anchors.rightMargin: -Theme.wall.px(374)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.wall.px(10)

        ThemeText {
            text: queue.waiting
            px: queue.px
            soft: queue.isStale
            wrapMode: Text.NoWrap
        }

        ThemeText {
            text: Texts.t("wall.queue.people_unit")
            px: queue.px
            soft: queue.isStale
            wrapMode: Text.NoWrap
        }
    }

    Row {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.wall.px(10)

        ThemeText {
            text: queue.wait
            px: queue.px
            strong: queue.waitUnit !== ""
            soft: queue.isStale || queue.waitUnit === ""
            wrapMode: Text.NoWrap
        }

        ThemeText {
            visible: queue.waitUnit !== ""
            text: queue.waitUnit
            px: queue.px
            strong: true
            soft: queue.isStale
            wrapMode: Text.NoWrap
        }
    }
}
