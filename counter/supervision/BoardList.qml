pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter

/*! The list of a tab. Which line is chosen is the view-model's: it stays with its line when the list changes. */
FocusScope {
    id: view

    required property SectionViewModel viewModel

    Connections {
        target: view.viewModel

        function onChanged(): void {
            list.follow()
        }
    }

    onViewModelChanged: list.follow()

    Accessible.role: Accessible.Table
    Accessible.name: view.viewModel.count

    ListView {
        id: list

        readonly property int rowHeight: Theme.desk.px(66)
        readonly property int rowsShown: Math.max(1, Math.floor(list.height / list.rowHeight))

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.pad
        anchors.top: parent.top
        // Whole rows only; what is left over is the sheet's own margin.
        height: Math.floor(view.height / list.rowHeight) * list.rowHeight
        focus: true
        clip: true
        activeFocusOnTab: true
        boundsBehavior: Flickable.StopAtBounds
        cacheBuffer: 0  // a row is made when it comes into sight: nothing is laid out that nobody sees
        highlightMoveDuration: 0
        highlightResizeDuration: 0
        keyNavigationEnabled: false
        model: view.viewModel.rows

        function follow(): void {
            if (list.currentIndex !== view.viewModel.currentIndex)
                list.currentIndex = view.viewModel.currentIndex
        }

        Keys.onPressed: event => {
            if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
                return
            event.accepted = true
            const here = view.viewModel.currentIndex
            switch (event.key) {
            case Qt.Key_Down: view.viewModel.go(here + 1); break
            case Qt.Key_Up: view.viewModel.go(here - 1); break
            case Qt.Key_PageDown: view.viewModel.go(here + list.rowsShown); break
            case Qt.Key_PageUp: view.viewModel.go(here - list.rowsShown); break
            case Qt.Key_Home: view.viewModel.go(0); break
            case Qt.Key_End: view.viewModel.go(list.count - 1); break
            default: event.accepted = false
            }
        }

        delegate: BoardLineDelegate {
            width: list.width
            height: list.rowHeight
            hasLights: view.viewModel.hasLights
            isChosen: ListView.isCurrentItem
            hasFocus: list.activeFocus
            onChosen: {
                view.viewModel.go(index)
                list.forceActiveFocus()
            }
        }
    }

    ThemeText {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.desk.pad
        horizontalAlignment: Text.AlignHCenter
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
