pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import "../casework"
import counter
import screenkit

/*! A tab: what is on the list, the chosen line, what may be done. A form stands in the right column; no pop-ups. */
FocusScope {
    id: view

    required property SectionViewModel viewModel

    readonly property bool isWriting: view.viewModel.form.isOpen
    readonly property bool isFiltering: view.viewModel.filters.isOpen
    readonly property bool isReading: sheet.activeFocus

    onActiveFocusChanged: if (view.activeFocus) view.toPlace()
    onIsWritingChanged: view.toPlace()
    onIsFilteringChanged: view.toPlace()
    onViewModelChanged: view.toPlace()

    function toPlace(): void {
        if (view.isWriting || !view.activeFocus)
            return
        if (view.isFiltering)
            answers.forceActiveFocus()
        else if (!sheet.activeFocus)
            list.forceActiveFocus()
    }

    Keys.onPressed: event => {
        if (view.isWriting || event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
            return
        event.accepted = true
        switch (event.key) {
        case Qt.Key_Left: list.forceActiveFocus(); break
        case Qt.Key_Right: sheet.forceActiveFocus(); break
        case Qt.Key_F5: view.viewModel.refresh(); break
        case Qt.Key_Return:
        case Qt.Key_Enter: view.viewModel.detail.openCase(); break
        default: event.accepted = false
        }
    }

    FilterBar {
        id: bar

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.desk.px(10)
        viewModel: view.viewModel
    }

    Card {
        id: left

        anchors.left: bar.left
        anchors.top: bar.bottom
        anchors.topMargin: bar.height > 0 ? Theme.desk.px(10) : 0
        anchors.bottom: keys.top
        width: Theme.desk.px(364)

        BoardList {
            id: list

            anchors.fill: parent
            anchors.margins: Theme.desk.edge
            visible: !view.isFiltering
            focus: true
            viewModel: view.viewModel
        }

        FilterAnswers {
            id: answers

            anchors.fill: parent
            anchors.margins: Theme.desk.edge
            visible: view.isFiltering
            viewModel: view.viewModel.filters
        }
    }

    DetailSheet {
        id: sheet

        anchors.left: left.right
        anchors.leftMargin: Theme.desk.gap
        anchors.right: right.left
        anchors.rightMargin: Theme.desk.gap
        anchors.top: left.top
        anchors.bottom: left.bottom
        viewModel: view.viewModel.detail
        beside: view.viewModel.beside
        isWriting: view.isWriting
    }

    Item {
        id: right

        anchors.right: bar.right
        anchors.top: left.top
        anchors.bottom: left.bottom
        width: Theme.desk.px(396)

        ActsColumn {
            anchors.fill: parent
            visible: !view.isWriting
            viewModel: view.viewModel
        }

        // New fields for every form: nothing of the last one is left in them, not even to undo.
        Loader {
            anchors.fill: parent
            active: view.isWriting
            focus: active
            sourceComponent: ActFormPanel {
                viewModel: view.viewModel.form
            }
        }
    }

    ThemeText {
        id: keys

        anchors.left: bar.left
        anchors.bottom: parent.bottom
        height: Theme.desk.px(32)
        verticalAlignment: Text.AlignVCenter
        text: Texts.t("counter_supervision.column.keys")
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }
}
