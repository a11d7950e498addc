pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import "../casework"
import counter

/*! 督办: tabs by digits, and one view for all of them. */
FocusScope {
    id: page

    required property SupervisionViewModel viewModel

    readonly property SectionViewModel section: page.viewModel.section

    focus: true

    onVisibleChanged: page.viewModel?.lookedAt(page.visible)
    Component.onCompleted: page.viewModel?.lookedAt(page.visible)

    Keys.onPressed: event => {
        if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
            return
        event.accepted = true
        if (event.key === Qt.Key_Escape)
            page.section.stepBack()
        else if (event.key >= Qt.Key_1 && event.key <= Qt.Key_9 && !page.section.form.isOpen)
            page.viewModel.choose(event.key - Qt.Key_1)
        else
            event.accepted = false
    }

    Row {
        id: tabs

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.desk.gap
        spacing: Theme.desk.px(6)

        Repeater {
            model: page.viewModel.tabs

            InboxTab {
                onPressed: page.viewModel.choose(index)
            }
        }
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: tabs.verticalCenter
        text: page.section?.count ?? ""
        px: Theme.desk.strong
        strong: true
        wrapMode: Text.NoWrap
    }

    SectionView {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: tabs.bottom
        anchors.bottom: parent.bottom
        focus: true
        viewModel: page.section
    }
}
