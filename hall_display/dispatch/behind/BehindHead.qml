import QtQuick
import assets.ui
import hall_display
import screenkit

/*! The number in words, as long as its list is, and what it was when it was pressed, if that is another. */
Item {
    id: head

    required property BehindViewModel behind

    implicitHeight: Math.max(words.implicitHeight, buttons.implicitHeight)

    Column {
        id: words

        width: buttons.x - Theme.dispatch.gap
        spacing: Theme.dispatch.px(2)

        Flow {
            width: parent.width
            spacing: Theme.dispatch.px(12)

            ThemeText {
                text: head.behind.isCase && head.behind.title === "" ? head.behind.code : head.behind.title
                px: Theme.dispatch.strong
                strong: true
                width: Math.min(implicitWidth, words.width)
                Accessible.role: Accessible.Heading
            }

            ThemeText {
                visible: head.behind.hasList
                text: head.behind.count + " " + head.behind.unit
                px: Theme.dispatch.strong
                strong: true
                wrapMode: Text.NoWrap
                Accessible.name: head.behind.count + head.behind.unit
            }
        }

        ThemeText {
            width: parent.width
            visible: text !== ""
            text: [head.behind.difference, head.behind.asOf].filter((part) => part !== "").join(" · ")
            px: Theme.dispatch.small
            soft: head.behind.difference === ""
        }
    }

    Row {
        id: buttons

        anchors.right: parent.right
        spacing: Theme.dispatch.px(8)

        // Esc is pressed by the screen, which knows what lies on what; here it is only named.
        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: Texts.t("dispatch_behind.key")
            px: Theme.dispatch.small
            soft: true
            wrapMode: Text.NoWrap
        }

        DispatchButton {
            visible: head.behind.canGoBack
            text: Texts.t("dispatch_behind.back")
            onClicked: head.behind.back()
        }

        DispatchButton {
            text: Texts.t("dispatch_behind.close")
            onClicked: head.behind.close()
        }
    }
}
