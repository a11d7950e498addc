pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! How the machines are, what was just done, and the keys. */
Item {
    id: foot

    required property DispatchViewModel dispatch

    // How something is; a press leads to the page that says more.
    component HealthWord: Row {
        id: word

        property string text: ""
        property string condition: "ok"

        visible: word.text !== ""
        spacing: Theme.dispatch.px(8)

        TapHandler {
            onTapped: foot.dispatch.choosePage("hall")
        }

        ConditionMark {
            anchors.verticalCenter: parent.verticalCenter
            condition: word.condition
        }

        ThemeText {
            text: word.text
            px: Theme.dispatch.small
            soft: word.condition === "ok"
            wrapMode: Text.NoWrap
        }
    }

    readonly property ActsViewModel acts: foot.dispatch.acts

    height: Theme.dispatch.foot

    Row {
        id: health

        anchors.left: parent.left
        anchors.leftMargin: Theme.dispatch.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.dispatch.px(26)

        HealthWord {
            text: foot.dispatch.store
            condition: foot.dispatch.storeCondition
        }

        HealthWord {
            text: foot.dispatch.kiosks
            condition: foot.dispatch.kiosksCondition
        }

        HealthWord {
            text: foot.dispatch.printers
            condition: foot.dispatch.printersCondition
        }
    }

    ThemeText {
        anchors.left: health.right
        anchors.leftMargin: Theme.dispatch.px(32)
        anchors.right: keys.left
        anchors.rightMargin: Theme.dispatch.px(20)
        anchors.verticalCenter: parent.verticalCenter
        horizontalAlignment: Text.AlignHCenter
        visible: !foot.acts.isOpen
        text: foot.acts.said
        px: Theme.dispatch.small
        strong: true
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
    }

    Row {
        id: keys

        anchors.right: parent.right
        anchors.rightMargin: Theme.dispatch.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.dispatch.px(4)

        Repeater {
            model: [
                { act: "whistle", key: "F2" },
                { act: "supervise", key: "F3" },
                { act: "notice", key: "F4" },
                { act: "find", key: "/" }
            ]

            DispatchButton {
                required property var modelData

                height: Theme.dispatch.foot - Theme.dispatch.px(6)
                kind: "quiet"
                text: Texts.t("dispatch.foot." + modelData.act)
                key: modelData.key
                onClicked: foot.acts.open(modelData.act)
            }
        }

        DispatchButton {
            height: Theme.dispatch.foot - Theme.dispatch.px(6)
            kind: "quiet"
            text: Texts.t("dispatch.head.lock")
            key: "F12"
            onClicked: foot.dispatch.signIn.lock()
        }
    }
}
