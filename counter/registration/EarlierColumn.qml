pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! Earlier matters that share something with the form, each with its reasons. Never in the way: nothing must be pressed. */
FocusScope {
    id: column

    required property RegistrationViewModel viewModel

    activeFocusOnTab: rows.count > 0

    Keys.onUpPressed: column.viewModel.moveEarlier(-1)
    Keys.onDownPressed: column.viewModel.moveEarlier(1)
    Keys.onReturnPressed: column.viewModel.linkEarlier()
    Keys.onEnterPressed: column.viewModel.linkEarlier()
    Keys.onPressed: event => {
        const digit = event.key - Qt.Key_1
        if (digit >= 0 && digit < rows.count && event.modifiers === Qt.NoModifier) {
            column.viewModel.chooseEarlier(digit)
            event.accepted = true
        }
    }

    ThemeText {
        id: head

        text: Texts.t("registration.section.earlier")
        px: Theme.desk.body
        strong: true
    }

    ThemeText {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(8)
        visible: rows.count === 0
        text: Texts.t("registration.earlier.none")
        px: Theme.desk.small
        soft: true
    }

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(8)
        spacing: Theme.desk.px(6)

        Repeater {
            id: rows

            model: column.viewModel.earlier

            Rectangle {
                id: row

                required property int index
                required property string title
                required property string about
                required property string names
                required property string reasons
                required property bool isChosen
                required property bool isArmed

                readonly property bool isInFront: row.isChosen && column.activeFocus

                width: column.width
                height: words.height + 2 * Theme.desk.px(8)
                radius: Theme.desk.radiusSmall
                color: row.isInFront ? Theme.brandSoft : Theme.surface
                border.width: row.isInFront ? Theme.desk.edgeStrong : Theme.desk.edge
                border.color: row.isInFront ? Theme.brand : Theme.line

                Accessible.role: Accessible.ListItem
                Accessible.name: row.title

                Column {
                    id: words

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.margins: Theme.desk.px(10)
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: Theme.desk.px(2)

                    ThemeText {
                        width: parent.width
                        text: row.reasons
                        px: Theme.desk.body
                        strong: true
                    }

                    ThemeText {
                        width: parent.width
                        text: row.title
                        px: Theme.desk.small
                        Accessible.ignored: true
                    }

                    ThemeText {
                        width: parent.width
                        visible: row.about !== ""
                        text: row.about
                        px: Theme.desk.small
                        soft: true
                    }

                    ThemeText {
                        width: parent.width
                        visible: row.names !== ""
                        text: row.names
                        px: Theme.desk.small
                        soft: true
                    }

                    ThemeText {
                        width: parent.width
                        visible: row.isInFront
                        text: !column.viewModel.isNew ? Texts.t("registration.earlier.has_case")
                            : row.isArmed ? Texts.t("registration.earlier.link_again") : Texts.t("registration.earlier.link_hint")
                        px: Theme.desk.small
                        strong: row.isArmed
                    }
                }

                TapHandler {
                    onTapped: {
                        column.forceActiveFocus()
                        column.viewModel.chooseEarlier(row.index)
                    }
                }
            }
        }
    }
}
