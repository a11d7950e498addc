pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter

/*! The desk of staff: the sign-in page, or three columns between head and foot. Banners push the columns down. */
Rectangle {
    id: screen

    required property CounterViewModel counter

    color: Theme.ground

    Shortcut {
        enabled: screen.counter.form.isOpen && !screen.counter.isLocked
        sequence: "Ctrl+M"
        autoRepeat: false
        onActivated: screen.counter.mirror.toggle()
    }

    HeadBar {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        counter: screen.counter
    }

    HelpBanner {
        id: help

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        counter: screen.counter
    }

    LostBanner {
        id: lost

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: help.bottom
        counter: screen.counter
    }

    Loader {
        anchors.fill: work
        active: !screen.counter.isSignedIn
        visible: !screen.counter.byHand.isOpen
        focus: active
        sourceComponent: SignInPage {
            counter: screen.counter
        }
    }

    Loader {
        anchors.fill: work
        active: screen.counter.isLocked
        visible: !screen.counter.byHand.isOpen
        focus: active
        sourceComponent: LockPage {
            counter: screen.counter
        }
    }

    // What is on the pages of one member of staff must not be there for the next: they are made anew with each sign-in.
    // A locked screen hides them and keeps them: nothing that was being written is lost.
    Item {
        id: work

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: lost.bottom
        anchors.bottom: foot.top

        Repeater {
            model: screen.counter.frame.tabs

            FocusScope {
                id: sheet

                required property string name
                required property string source
                required property bool isChosen

                readonly property bool isInFront: sheet.isChosen && !screen.counter.isLocked && !screen.counter.byHand.isOpen

                anchors.fill: parent
                visible: sheet.isInFront
                enabled: sheet.isInFront
                focus: sheet.isInFront
                onIsInFrontChanged: sheet.open()
                Component.onCompleted: sheet.open()

                function open(): void {
                    if (!sheet.isInFront)
                        return
                    if (page.status === Loader.Null) {
                        if (sheet.source === "")
                            page.sourceComponent = deskPage
                        else
                            page.setSource(sheet.source, { viewModel: screen.counter.frame.modelOf(sheet.name) })
                    }
                    sheet.forceActiveFocus()
                }

                Loader {
                    id: page

                    anchors.fill: parent
                    focus: true
                }
            }
        }
    }

    // Over everything, signed in or not: it shows numbers and no persons.
    Loader {
        anchors.fill: work
        active: screen.counter.byHand.isOpen
        focus: active
        sourceComponent: ByHandPage {
            viewModel: screen.counter.byHand
        }
    }

    Component {
        id: deskPage

        DeskPage {
            counter: screen.counter
        }
    }

    FootBar {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        counter: screen.counter
    }
}
