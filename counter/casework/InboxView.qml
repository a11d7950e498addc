pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 我的事项 by keys alone: digits change the tab, / searches, Enter opens, Space marks, B does many at once. */
FocusScope {
    id: view

    required property InboxViewModel viewModel
    required property BringInViewModel bringIn

    readonly property bool isBatching: view.viewModel.batch.panel !== ""
    readonly property bool isBringingIn: view.bringIn.form.isOpen

    signal opened(string caseId)

    onActiveFocusChanged: if (view.activeFocus && !field.activeFocus && !batch.activeFocus && !view.isBringingIn) view.backToList()
    onIsBringingInChanged: if (!view.isBringingIn && view.activeFocus) view.backToList()
    onIsBatchingChanged: if (view.isBatching) batch.forceActiveFocus()

    function backToList(): void {
        list.forceActiveFocus()
    }

    Connections {
        target: view.viewModel

        function onTabChanged(): void {
            list.currentIndex = list.count > 0 ? 0 : -1
            list.positionViewAtBeginning()
        }
    }

    Row {
        id: tabs

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.desk.gap
        spacing: Theme.desk.px(6)

        Repeater {
            model: view.viewModel.tabs

            InboxTab {
                onPressed: {
                    view.viewModel.choose(index)
                    view.backToList()
                }
            }
        }
    }

    DeskEntry {
        id: field

        anchors.left: tabs.left
        anchors.top: tabs.bottom
        anchors.topMargin: Theme.desk.px(8)
        width: Theme.desk.px(360)
        label: Texts.t("counter_casework.inbox.search")
        placeholder: Texts.t("counter_casework.inbox.search_hint")
        maximumLength: 40
        text: view.viewModel.query
        onEdited: text => view.viewModel.search(text)
        onAccepted: view.backToList()
        Keys.onDownPressed: view.backToList()
        Keys.onEscapePressed: {
            field.clear()
            view.viewModel.search("")
            view.backToList()
        }

        KeyHint {
            anchors.right: parent.right
            anchors.rightMargin: Theme.desk.px(10)
            anchors.verticalCenter: parent.verticalCenter
            visible: !field.activeFocus && field.text === ""
            key: "/"
        }
    }

    Row {
        anchors.left: field.right
        anchors.leftMargin: Theme.desk.px(16)
        anchors.verticalCenter: field.verticalCenter
        visible: view.viewModel.marked !== ""
        spacing: Theme.desk.px(10)

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: view.viewModel.marked
            px: Theme.desk.body
            strong: true
            wrapMode: Text.NoWrap
        }

        DeskButton {
            kind: "primary"
            focusPolicy: Qt.NoFocus
            text: Texts.t("counter_casework.batch.title")
            note: "B"
            onClicked: view.viewModel.openBatch()
        }
    }

    DeskButton {
        id: bringInButton

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: field.verticalCenter
        visible: view.bringIn.isAllowed
        focusPolicy: Qt.NoFocus
        text: Texts.t("counter_casework.inbox.bring_in")
        note: "N"
        onClicked: view.bringIn.open()
    }

    ThemeText {
        anchors.right: bringInButton.visible ? bringInButton.left : parent.right
        anchors.rightMargin: bringInButton.visible ? Theme.desk.px(16) : Theme.desk.margin
        anchors.verticalCenter: field.verticalCenter
        text: view.viewModel.count
        px: Theme.desk.title
        strong: true
        wrapMode: Text.NoWrap
    }

    Card {
        id: sheet

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.right: batch.visible ? batch.left : brought.active ? brought.left : parent.right
        anchors.rightMargin: batch.visible || brought.active ? Theme.desk.gap : Theme.desk.margin
        anchors.top: field.bottom
        anchors.topMargin: Theme.desk.px(10)
        anchors.bottom: foot.top

        InboxHead {
            id: head

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.desk.edge
            columns: InboxColumns {
                width: list.width
            }
        }

        ListView {
            id: list

            readonly property int rowHeight: Theme.desk.px(44)
            readonly property int rowsShown: Math.max(1, Math.floor(list.height / list.rowHeight))

            anchors.left: parent.left
            anchors.leftMargin: Theme.desk.edge
            anchors.right: parent.right
            anchors.rightMargin: Theme.desk.pad
            anchors.top: head.bottom
            // Whole rows only; what is left over is the sheet's own margin.
            height: Math.floor((sheet.height - head.height - Theme.desk.px(4)) / list.rowHeight) * list.rowHeight
            focus: true
            clip: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            reuseItems: true
            cacheBuffer: 0  // a row is made when it comes into sight: nothing is laid out that nobody sees
            highlightMoveDuration: 0
            highlightResizeDuration: 0
            keyNavigationEnabled: true
            model: view.viewModel.rows

            Accessible.role: Accessible.Table
            Accessible.name: view.viewModel.count
            onCountChanged: Qt.callLater(list.stand)

            // Later: while rows come in, the list itself still moves what is current.
            function stand(): void {
                if (list.currentIndex < 0 && list.count > 0)
                    list.currentIndex = 0
            }

            function go(index: int): void {
                list.currentIndex = Math.max(0, Math.min(list.count - 1, index))
            }

            Keys.onPressed: event => {
                if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
                    return
                event.accepted = true
                switch (event.key) {
                case Qt.Key_PageDown: list.go(list.currentIndex + list.rowsShown); break
                case Qt.Key_PageUp: list.go(list.currentIndex - list.rowsShown); break
                case Qt.Key_Home: list.go(0); break
                case Qt.Key_End: list.go(list.count - 1); break
                case Qt.Key_Slash:
                    field.forceActiveFocus()
                    field.selectAll()
                    break
                case Qt.Key_Space: view.viewModel.mark(Math.max(0, list.currentIndex)); break
                case Qt.Key_N: view.bringIn.open(); break
                case Qt.Key_B: view.viewModel.openBatch(); break
                case Qt.Key_0: view.viewModel.choose(9); break
                case Qt.Key_Escape: view.viewModel.clear(); break
                case Qt.Key_Return:
                case Qt.Key_Enter: view.opened(view.viewModel.caseAt(Math.max(0, list.currentIndex))); break
                default:
                    if (event.key >= Qt.Key_1 && event.key <= Qt.Key_9)
                        view.viewModel.choose(event.key - Qt.Key_1)
                    else
                        event.accepted = false
                }
            }

            delegate: InboxLineDelegate {
                columns: head.columns
                width: list.width
                height: list.rowHeight
                isChosen: ListView.isCurrentItem
                hasFocus: list.activeFocus
                onChosen: {
                    list.currentIndex = index
                    list.forceActiveFocus()
                }
                onOpened: view.opened(view.viewModel.caseAt(index))
            }
        }

        ThemeText {
            anchors.centerIn: list
            visible: view.viewModel.empty !== ""
            text: view.viewModel.empty
            px: Theme.desk.body
            soft: true
        }

        ScrollMark {
            list: list
            visible: list.contentHeight > list.height + 1
            height: Math.max(Theme.desk.px(24), list.visibleArea.heightRatio * list.height)
            y: list.y + list.visibleArea.yPosition / Math.max(0.0001, 1 - list.visibleArea.heightRatio) * (list.height - height)
        }
    }

    BatchPanel {
        id: batch

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: sheet.top
        anchors.bottom: sheet.bottom
        width: Theme.desk.px(360)
        visible: view.isBatching
        viewModel: view.viewModel.batch
        onClosed: view.backToList()
    }

    // New fields for every form: nothing of the last one is left in them, not even to undo.
    Loader {
        id: brought

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: sheet.top
        anchors.bottom: sheet.bottom
        width: Theme.desk.px(420)
        active: view.isBringingIn
        focus: active
        Keys.onEscapePressed: view.bringIn.form.close()
        sourceComponent: ActFormPanel {
            viewModel: view.bringIn.form
        }
    }

    Item {
        id: foot

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.bottom: parent.bottom
        height: Theme.desk.px(36)

        ThemeText {
            anchors.left: parent.left
            anchors.right: hint.left
            anchors.rightMargin: Theme.desk.gap
            anchors.verticalCenter: parent.verticalCenter
            text: view.viewModel.said !== "" ? view.viewModel.said : view.viewModel.updated
            px: Theme.desk.small
            strong: view.viewModel.said !== ""
            soft: view.viewModel.said === ""
            wrapMode: Text.NoWrap
        }

        ThemeText {
            id: hint

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: Texts.t("counter_casework.inbox.hint")
            px: Theme.desk.small
            soft: true
            wrapMode: Text.NoWrap
        }
    }
}
