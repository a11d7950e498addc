import QtQuick
import assets.ui
import counter

/*! Three columns: who is next, who is here, what is due. */
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
        focus: true
        counter: page.counter
    }

    DutiesColumn {
        id: right

        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.desk.sideWide
        viewModel: page.counter.duties
    }
}
