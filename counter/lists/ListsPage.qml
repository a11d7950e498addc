pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! A list over the whole page, by keys alone: arrows move, / searches, 1 to 4 change the list, Enter opens the details
    beside it. Letters and digits mean this only while the list has the focus. */
FocusScope {
    id: page

    required property ListsViewModel viewModel

    focus: true

    onVisibleChanged: page.viewModel?.lookedAt(page.visible)
    Component.onCompleted: page.viewModel?.lookedAt(page.visible)

    Connections {
        target: page.viewModel

        function onListChanged(): void {
            list.currentIndex = list.count > 0 ? 0 : -1
            list.positionViewAtBeginning()
        }
    }

    Keys.onEscapePressed: {
        page.viewModel.clear()
        list.forceActiveFocus()
    }

    ListsBar {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        viewModel: page.viewModel
        onBackToList: list.forceActiveFocus()
    }

    Card {
        id: sheet

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.right: side.visible ? side.left : parent.right
        anchors.rightMargin: side.visible ? Theme.desk.gap : Theme.desk.margin
        anchors.top: bar.bottom
        anchors.bottom: keys.top

        ListsHead {
            id: columnHeads

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.desk.edge
            anchors.rightMargin: Theme.desk.pad
            viewModel: page.viewModel
        }

        ListView {
            id: list

            anchors.left: parent.left
            anchors.leftMargin: Theme.desk.edge
            anchors.right: parent.right
            anchors.rightMargin: Theme.desk.pad
            anchors.top: columnHeads.bottom
            // Whole rows only; what is left over is the sheet's own margin.
            height: Math.floor((sheet.height - columnHeads.height - Theme.desk.px(4)) / list.rowHeight) * list.rowHeight
            focus: true
            clip: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            reuseItems: true
            cacheBuffer: 0  // a row is made when it comes into sight: nothing is laid out that nobody sees
            highlightMoveDuration: 0
            highlightResizeDuration: 0
            keyNavigationEnabled: true
            model: page.viewModel.rows

            readonly property int rowHeight: Theme.desk.px(32)
            readonly property int rowsShown: Math.max(1, Math.floor(list.height / list.rowHeight))

            Accessible.role: Accessible.Table
            Accessible.name: page.viewModel.count
            onCurrentIndexChanged: page.viewModel.follow(list.currentIndex)

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
                case Qt.Key_Slash: bar.search(); break
                case Qt.Key_1: page.viewModel.choose("waiting"); break
                case Qt.Key_2: page.viewModel.choose("mine"); break
                case Qt.Key_3: page.viewModel.choose("due"); break
                case Qt.Key_4: page.viewModel.choose("all"); break
                case Qt.Key_O: page.viewModel.openCase(list.currentIndex); break
                case Qt.Key_E: page.viewModel.openTakeOut(); break
                case Qt.Key_Return:
                case Qt.Key_Enter: page.viewModel.openDetails(list.currentIndex); break
                default: event.accepted = false
                }
            }

            delegate: ListLineDelegate {
                columns: columnHeads.columns
                width: list.width
                height: list.rowHeight
                isChosen: ListView.isCurrentItem
                hasFocus: list.activeFocus
                onChosen: {
                    list.currentIndex = index
                    list.forceActiveFocus()
                }
                onOpened: page.viewModel.openDetails(index)
            }
        }

        ThemeText {
            anchors.centerIn: list
            visible: page.viewModel.empty !== ""
            text: page.viewModel.empty
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

    ListsSide {
        id: side

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.top: sheet.top
        anchors.bottom: sheet.bottom
        width: Theme.desk.sideWide
        visible: page.viewModel.panel !== ""
        viewModel: page.viewModel
        onBackToList: list.forceActiveFocus()
    }

    Item {
        id: keys

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
            text: page.viewModel.said
            px: Theme.desk.small
            strong: true
            wrapMode: Text.NoWrap
            elide: Text.ElideMiddle
        }

        ThemeText {
            id: hint

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: Texts.t(page.viewModel.canOpenCase ? "lists.keys.hint_case" : "lists.keys.hint")
            px: Theme.desk.small
            soft: true
            wrapMode: Text.NoWrap
        }
    }
}
