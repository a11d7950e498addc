pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! The page of a case: who, what and until when; what happened; what may be done next. No pop-ups: a form stands in the
    right column, and what was written in it stays until it is done or given up. */
FocusScope {
    id: page

    required property CaseViewModel viewModel

    readonly property bool isWriting: page.viewModel.form.isOpen
    readonly property bool isExplaining: page.viewModel.isExplaining
    readonly property bool isAtPapers: page.viewModel.papers.isOnTop
    readonly property bool isShooting: page.viewModel.shots.isOpen

    signal goneBack()

    onActiveFocusChanged: if (page.activeFocus) page.toPlace()
    onIsWritingChanged: if (page.activeFocus) page.toPlace()
    onIsExplainingChanged: if (page.activeFocus) page.toPlace()
    onIsShootingChanged: if (page.activeFocus) page.toPlace()

    function toPlace(): void {
        if (page.isWriting)
            return
        if (page.isShooting)
            shooting.forceActiveFocus()
        else if (page.isExplaining)
            how.forceActiveFocus()
        else if (!facts.activeFocus)
            timeline.forceActiveFocus()
    }

    Keys.onPressed: event => {
        if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
            return
        event.accepted = true
        if (event.key === Qt.Key_Escape) {
            page.goneBack()
            return
        }
        event.accepted = !page.isWriting && !page.isShooting
        if (page.isWriting || page.isShooting)
            return
        switch (event.key) {
        case Qt.Key_Left: facts.forceActiveFocus(); break
        case Qt.Key_Right: timeline.forceActiveFocus(); break
        case Qt.Key_F5: page.viewModel.refresh(); break
        case Qt.Key_Return:
        case Qt.Key_Enter: page.viewModel.actPrimary(); break
        default:
            if (!page.isAtPapers && event.key >= Qt.Key_1 && event.key <= Qt.Key_9)
                page.viewModel.explain(event.key - Qt.Key_1)
            else
                event.accepted = false
        }
    }

    CaseHead {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        viewModel: page.viewModel
    }

    CaseFacts {
        id: facts

        anchors.left: parent.left
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: Theme.desk.px(330)
        visible: !page.isShooting
        viewModel: page.viewModel
    }

    CaseTimeline {
        id: timeline

        anchors.left: facts.right
        anchors.right: right.left
        anchors.top: head.bottom
        anchors.bottom: keys.top
        visible: !page.isShooting
        viewModel: page.viewModel
    }

    ThemeText {
        id: keys

        anchors.left: timeline.left
        anchors.leftMargin: Theme.desk.px(16)
        anchors.bottom: parent.bottom
        height: Theme.desk.px(30)
        verticalAlignment: Text.AlignVCenter
        visible: !page.isShooting
        text: Texts.t("counter_casework.column.keys")
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    Item {
        id: right

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.pad
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.pad
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(6)
        width: Theme.desk.px(420)
        visible: !page.isShooting

        CaseActs {
            anchors.fill: parent
            visible: !page.isWriting && !page.isExplaining && !page.isAtPapers
            viewModel: page.viewModel
        }

        CasePapers {
            anchors.fill: parent
            visible: !page.isWriting && !page.isExplaining
            viewModel: page.viewModel.papers
            shots: page.viewModel.shots
        }

        HowPanel {
            id: how

            anchors.fill: parent
            visible: page.isExplaining && !page.isWriting
            viewModel: page.viewModel
        }

        // New fields for every form: nothing of the last one is left in them, not even to undo.
        Loader {
            anchors.fill: parent
            active: page.isWriting
            focus: active
            sourceComponent: ActFormPanel {
                viewModel: page.viewModel.form
            }
        }
    }

    // Made anew each time: no picture of the last paper is left in it.
    Loader {
        id: shooting

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        active: page.isShooting
        focus: active
        sourceComponent: MaterialsView {
            focus: true
            viewModel: page.viewModel.shots
            onGoneBack: page.goneBack()
        }
    }
}
