pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! Above the list: which list, what is searched, how many were found; below it what is left out, and the verbs. */
Item {
    id: bar

    required property ListsViewModel viewModel

    /*! Back to the list. */
    signal backToList()

    implicitHeight: Theme.desk.px(106)

    function search(): void {
        field.forceActiveFocus()
        field.selectAll()
    }

    Row {
        id: kinds

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.desk.gap
        spacing: Theme.desk.px(6)

        Repeater {
            model: bar.viewModel.kinds

            KindTab {
                onPressed: {
                    bar.viewModel.choose(name)
                    bar.backToList()
                }
            }
        }
    }

    DeskEntry {
        id: field

        anchors.left: kinds.right
        anchors.leftMargin: Theme.desk.px(16)
        anchors.top: kinds.top
        width: Theme.desk.px(360)
        label: Texts.t("lists.search.label")
        placeholder: Texts.t("lists.search.placeholder")
        maximumLength: 60
        text: bar.viewModel.query
        onEdited: text => bar.viewModel.search(text)
        onAccepted: bar.backToList()
        Keys.onDownPressed: bar.backToList()
        Keys.onEscapePressed: {
            field.clear()
            bar.viewModel.search("")
            bar.backToList()
        }

        KeyHint {
            anchors.right: parent.right
            anchors.rightMargin: Theme.desk.px(10)
            anchors.verticalCenter: parent.verticalCenter
            visible: !field.activeFocus && field.text === ""
            key: "/"
        }
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: field.verticalCenter
        text: bar.viewModel.count
        px: Theme.desk.title
        strong: true
        wrapMode: Text.NoWrap
    }

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.top: field.bottom
        anchors.topMargin: Theme.desk.px(8)
        spacing: Theme.desk.px(6)

        FilterButton {
            key: "F4"
            text: bar.viewModel.lightFilter
            isSet: bar.viewModel.hasLight
            onClicked: bar.viewModel.nextLight()
        }

        FilterButton {
            key: "F5"
            text: bar.viewModel.stateFilter
            isSet: bar.viewModel.hasState
            onClicked: bar.viewModel.nextState()
        }

        FilterButton {
            key: "F6"
            text: bar.viewModel.spanFilter
            isSet: bar.viewModel.hasSpan
            onClicked: bar.viewModel.nextSpan()
        }

        FilterButton {
            visible: !bar.viewModel.isPlain
            kind: "quiet"
            text: Texts.t("lists.filter.clear")
            hint: "Esc"
            onClicked: {
                bar.viewModel.clear()
                bar.backToList()
            }
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: field.bottom
        anchors.topMargin: Theme.desk.px(8)
        spacing: Theme.desk.px(6)

        FilterButton {
            key: "F2"
            text: Texts.t("lists.keys.sort")
            onClicked: bar.viewModel.nextColumn()
        }

        FilterButton {
            key: "F3"
            text: Texts.t("lists.keys.turn")
            onClicked: bar.viewModel.turn()
        }

        FilterButton {
            key: "F8"
            text: Texts.t("lists.keys.saved")
            onClicked: bar.viewModel.openSaved()
        }

        FilterButton {
            visible: bar.viewModel.canTakeOut
            text: Texts.t("lists.keys.take_out")
            hint: "E"
            onClicked: bar.viewModel.openTakeOut()
        }
    }
}
