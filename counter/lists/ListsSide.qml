pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! Beside the list: the details of a row, the saved filters, or the question whether to take the list out. */
Card {
    id: side

    required property ListsViewModel viewModel

    /*! Back to the list. */
    signal backToList()

    Loader {
        anchors.fill: parent
        anchors.margins: Theme.desk.pad
        focus: true
        sourceComponent: side.viewModel.panel === "details" ? detailsPart
            : side.viewModel.panel === "saved" ? savedPart
            : side.viewModel.panel === "take_out" ? takeOutPart : null
    }

    Component {
        id: detailsPart

        Column {
            spacing: Theme.desk.px(10)

            SideTitle {
                width: parent.width
                text: Texts.t("lists.details.title")
            }

            Repeater {
                model: side.viewModel.details

                Column {
                    id: fact

                    required property string label
                    required property string value

                    width: parent?.width ?? 0
                    spacing: Theme.desk.px(1)

                    ThemeText {
                        width: fact.width
                        text: fact.label
                        px: Theme.desk.small
                        soft: true
                    }

                    ThemeText {
                        width: fact.width
                        text: fact.value
                        px: Theme.desk.body
                    }
                }
            }
        }
    }

    Component {
        id: savedPart

        FocusScope {
            focus: true

            SideTitle {
                id: savedTitle

                width: parent.width
                text: Texts.t("lists.saved.title")
            }

            DeskEntry {
                id: savedName

                anchors.top: savedTitle.bottom
                anchors.topMargin: Theme.desk.gap
                width: parent.width
                focus: true
                label: Texts.t("lists.saved.name")
                placeholder: Texts.t("lists.saved.placeholder")
                maximumLength: 20
                onAccepted: {
                    side.viewModel.save(savedName.text)
                    savedName.clear()
                }
                Keys.onDownPressed: {
                    if (saved.count > 0) {
                        saved.currentIndex = 0
                        saved.forceActiveFocus()
                    }
                }
                Component.onCompleted: savedName.forceActiveFocus()
            }

            ThemeText {
                anchors.top: savedName.bottom
                anchors.topMargin: Theme.desk.gap
                visible: saved.count === 0
                text: Texts.t("lists.saved.none")
                px: Theme.desk.small
                soft: true
            }

            ListView {
                id: saved

                anchors.top: savedName.bottom
                anchors.topMargin: Theme.desk.gap
                anchors.bottom: savedHint.top
                anchors.bottomMargin: Theme.desk.px(6)
                width: parent.width
                clip: true
                spacing: Theme.desk.px(6)
                boundsBehavior: Flickable.StopAtBounds
                keyNavigationEnabled: true
                activeFocusOnTab: true
                model: side.viewModel.saved

                Keys.onUpPressed: event => {
                    if (saved.currentIndex > 0)
                        event.accepted = false
                    else
                        savedName.forceActiveFocus()
                }

                delegate: Card {
                    id: one

                    required property int index
                    required property string name
                    required property string words

                    width: saved.width
                    height: Theme.desk.px(40)
                    touchable: true
                    selected: saved.activeFocus && ListView.isCurrentItem

                    Accessible.role: Accessible.Button
                    Accessible.name: one.name

                    Keys.onReturnPressed: one.use()
                    Keys.onEnterPressed: one.use()
                    Keys.onDeletePressed: side.viewModel.forget(one.name)

                    function use(): void {
                        side.viewModel.use(one.name)
                        side.backToList()
                    }

                    ThemeText {
                        anchors.left: parent.left
                        anchors.leftMargin: Theme.desk.px(12)
                        anchors.verticalCenter: parent.verticalCenter
                        text: one.name
                        px: Theme.desk.body
                        wrapMode: Text.NoWrap
                    }

                    ThemeText {
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.desk.px(12)
                        anchors.verticalCenter: parent.verticalCenter
                        text: one.words
                        px: Theme.desk.small
                        soft: true
                        wrapMode: Text.NoWrap
                    }

                    TapHandler {
                        onTapped: one.use()
                    }
                }
            }

            ThemeText {
                id: savedHint

                anchors.bottom: parent.bottom
                width: parent.width
                visible: saved.count > 0
                text: Texts.t("lists.saved.hint")
                px: Theme.desk.small
                soft: true
            }
        }
    }

    Component {
        id: takeOutPart

        FocusScope {
            id: question

            focus: true
            Component.onCompleted: question.forceActiveFocus()

            Keys.onPressed: event => {
                if (event.key === Qt.Key_C || event.key === Qt.Key_X) {
                    event.accepted = true
                    side.viewModel.takeOut(event.key === Qt.Key_C ? "csv" : "xlsx")
                    side.backToList()
                }
            }

            Column {
                width: parent.width
                spacing: Theme.desk.gap

                SideTitle {
                    width: parent.width
                    text: Texts.t("lists.take_out.title")
                }

                ThemeText {
                    width: parent.width
                    text: side.viewModel.takeOutSentence
                    px: Theme.desk.body
                }

                ThemeText {
                    width: parent.width
                    text: Texts.t("lists.take_out.masked")
                    px: Theme.desk.small
                    soft: true
                }

                Row {
                    spacing: Theme.desk.px(8)

                    FilterButton {
                        text: Texts.t("lists.take_out.csv")
                        hint: "C"
                        onClicked: {
                            side.viewModel.takeOut("csv")
                            side.backToList()
                        }
                    }

                    FilterButton {
                        text: Texts.t("lists.take_out.xlsx")
                        hint: "X"
                        onClicked: {
                            side.viewModel.takeOut("xlsx")
                            side.backToList()
                        }
                    }
                }
            }
        }
    }
}
