import QtQuick
import counter

/*! 事项: the inbox, and in its place the page of the case that was opened. */
FocusScope {
    id: page

    required property CaseworkViewModel viewModel

    readonly property bool isCaseOpen: page.viewModel.isCaseOpen

    focus: true

    onVisibleChanged: page.viewModel?.lookedAt(page.visible)
    Component.onCompleted: page.viewModel?.lookedAt(page.visible)
    onIsCaseOpenChanged: if (page.isCaseOpen) casePage.forceActiveFocus(); else inbox.forceActiveFocus()

    InboxView {
        id: inbox

        anchors.fill: parent
        visible: !page.isCaseOpen
        focus: !page.isCaseOpen
        viewModel: page.viewModel.inbox
        bringIn: page.viewModel.bringIn
        onOpened: caseId => page.viewModel.openCase(caseId)
    }

    CasePage {
        id: casePage

        anchors.fill: parent
        visible: page.isCaseOpen
        focus: page.isCaseOpen
        viewModel: page.viewModel.case
        onGoneBack: page.viewModel.back()
    }
}
