pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter

/*! The desk of staff: the sign-in page, or three columns between head and foot. Banners push the columns down. */
Rectangle {
    id: screen

    required property CounterViewModel counter

    color: Theme.ground

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

    // What is on the page of one member of staff must not be there for the next: pages are made anew.
    Loader {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: lost.bottom
        anchors.bottom: foot.top
        focus: true
        sourceComponent: screen.counter.isSignedIn ? deskPage : signInPage
    }

    Component {
        id: signInPage

        SignInPage {
            counter: screen.counter
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
