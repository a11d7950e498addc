pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! Who changed the policy, when and why, the newest first. Arrows move. */
Item {
    id: page

    required property AdministrationViewModel viewModel

    function goTo(): void {
        list.forceActiveFocus(Qt.TabFocusReason)
    }

    ThemeText {
        anchors.left: parent.left
        anchors.right: parent.right
        visible: list.count === 0
        text: Texts.t("policy.page.no_history")
        px: Theme.desk.body
        soft: true
    }

    ListView {
        id: list

        anchors.fill: parent
        anchors.rightMargin: Theme.desk.px(10)
        clip: true
        spacing: Theme.desk.px(6)
        boundsBehavior: Flickable.StopAtBounds
        keyNavigationEnabled: true
        activeFocusOnTab: true
        model: page.viewModel.history

        delegate: Card {
            id: one

            required property string when
            required property string who
            required property string why

            width: list.width
            height: words.height + 2 * Theme.desk.px(9)
            selected: list.activeFocus && ListView.isCurrentItem

            Accessible.role: Accessible.ListItem
            Accessible.name: one.why

            Column {
                id: words

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.desk.px(9)
                anchors.leftMargin: Theme.desk.pad
                spacing: Theme.desk.px(3)

                ThemeText {
                    width: parent.width
                    text: one.why
                    px: Theme.desk.body
                    strong: true
                }

                Item {
                    width: parent.width
                    height: who.height

                    ThemeText {
                        id: who

                        anchors.left: parent.left
                        anchors.right: when.left
                        text: one.who
                        px: Theme.desk.small
                        soft: true
                    }

                    ThemeText {
                        id: when

                        anchors.right: parent.right
                        text: one.when
                        px: Theme.desk.small
                        soft: true
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }

    ScrollMark {
        list: list
    }
}
