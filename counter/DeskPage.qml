pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import "registration"

/*! Three columns: who is next, who is here, what is due. The registration form lies over the last two. */
FocusScope {
    id: page

    focus: true

    required property CounterViewModel counter

    WaitingColumn {
        id: left

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.side
        viewModel: page.counter.waiting
    }

    ReceptionColumn {
        anchors.left: left.right
        anchors.right: right.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        visible: !page.counter.form.isOpen
        focus: true
        counter: page.counter
    }

    DutiesColumn {
        id: right

        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        visible: !page.counter.form.isOpen
        width: Theme.desk.sideWide
        viewModel: page.counter.duties
        onOpened: caseId => page.counter.openCase(caseId)
    }

    // New fields for every form: nothing of the last visitor is left in them, not even to undo.
    Loader {
        anchors.left: left.right
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        active: page.counter.form.isOpen
        sourceComponent: RegistrationPage {
            viewModel: page.counter.form
        }
    }
}
