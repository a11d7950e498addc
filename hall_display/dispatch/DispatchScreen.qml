pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import "acts"
import "behind"
import "sign_in"
import assets.ui
import hall_display

/*! The command zone's screen: sign-in, or head, one of two pages and foot; over them the list behind a number and the form
    of an act; over all the cover of a locked screen. Nothing moves unless it changed. */
Rectangle {
    id: screen

    required property DispatchViewModel dispatch

    readonly property ActsViewModel acts: screen.dispatch.acts
    readonly property bool isAtWork: screen.dispatch.isSignedIn && !screen.dispatch.isLocked
    readonly property bool isFree: screen.isAtWork && !screen.acts.isOpen

    color: Theme.ground

    // A field that is no longer seen would go on taking what is typed: space bar, digits.
    onIsFreeChanged: {
        if (!screen.isFree)
            return
        if (screen.dispatch.behind.isOpen && !screen.dispatch.behind.isCase)
            drawer.takeKeys()
        else
            screen.forceActiveFocus()
    }

    function hasRing(item: Item): bool {
        const button = item as T.AbstractButton
        return button ? button.visualFocus : item !== null && item.activeFocusOnTab && !(item as ListView)
    }

    Binding {
        target: Theme
        property: "isFaded"
        value: screen.dispatch.lost !== ""
    }

    // Where Tab has gone, the space bar presses what has the ring.
    Shortcut {
        enabled: screen.isFree && !screen.hasRing(screen.Window.activeFocusItem)
        sequence: "Space"
        autoRepeat: false
        onActivated: screen.dispatch.attention.knowHere()
    }

    // Enter looks at what the space bar takes.
    Shortcut {
        enabled: screen.isFree && !screen.dispatch.behind.isOpen && !screen.hasRing(screen.Window.activeFocusItem)
        sequence: "Return"
        autoRepeat: false
        onActivated: screen.dispatch.attention.lookHere()
    }

    Shortcut {
        enabled: screen.isFree && !screen.dispatch.behind.isOpen
        sequence: "Down"
        onActivated: screen.dispatch.attention.step(1)
    }

    Shortcut {
        enabled: screen.isFree && !screen.dispatch.behind.isOpen
        sequence: "Up"
        onActivated: screen.dispatch.attention.step(-1)
    }

    // What came last goes first: a form, a case or a list, a line explained, the towns of a banner.
    Shortcut {
        enabled: screen.isAtWork
        sequence: "Esc"
        onActivated: {
            if (screen.acts.isOpen)
                screen.acts.close()
            else if (!screen.dispatch.behind.back() && !screen.dispatch.picture.risk.back())
                screen.dispatch.picture.map.back()
        }
    }

    Item {
        id: work

        anchors.fill: parent
        visible: screen.isAtWork
        enabled: visible

        DispatchHead {
            id: head

            anchors.left: parent.left
            anchors.right: parent.right
            dispatch: screen.dispatch
        }

        DispatchLostBanner {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.rightMargin: head.clockWidth + 2 * Theme.dispatch.margin
            height: head.height - Theme.dispatch.px(8)
            dispatch: screen.dispatch
        }

        Item {
            id: pages

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: head.bottom
            anchors.bottom: foot.top
            anchors.leftMargin: Theme.dispatch.margin
            anchors.rightMargin: Theme.dispatch.margin

            PicturePage {
                id: picture

                anchors.fill: parent
                visible: screen.dispatch.page === "picture"
                dispatch: screen.dispatch
            }

            HallPage {
                anchors.fill: parent
                visible: screen.dispatch.page === "hall"
                dispatch: screen.dispatch
            }
        }

        DispatchFoot {
            id: foot

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            dispatch: screen.dispatch
        }

        // What needs a person stays in sight at the left; the drawer comes over the rest.
        Item {
            id: over

            anchors.left: parent.left
            anchors.leftMargin: Theme.dispatch.margin + picture.leftWidth + Theme.dispatch.gap
            anchors.right: parent.right
            anchors.top: pages.top
            anchors.bottom: pages.bottom
            clip: true

            BehindDrawer {
                id: drawer

                anchors.fill: parent
                behind: screen.dispatch.behind
            }
        }

        Item {
            id: form

            anchors.left: over.left
            anchors.top: over.top
            anchors.bottom: over.bottom
            width: Theme.dispatch.isDesk ? Theme.dispatch.small * 30 : Theme.dispatch.px(580)

            ActPanel {
                anchors.fill: parent
                visible: screen.acts.isForm
                acts: screen.acts
            }

            FindPanel {
                anchors.fill: parent
                visible: screen.acts.kind === "find"
                acts: screen.acts
            }

            NoticePanel {
                anchors.fill: parent
                visible: screen.acts.kind === "notice"
                acts: screen.acts
            }
        }
    }

    Loader {
        anchors.fill: parent
        active: !screen.dispatch.isSignedIn
        focus: active
        sourceComponent: DispatchSignInPage {
            focus: true
            place: screen.dispatch.place
            viewModel: screen.dispatch.signIn
        }
    }

    Loader {
        anchors.fill: parent
        active: screen.dispatch.isLocked
        focus: active
        sourceComponent: Rectangle {
            color: Theme.ground

            DispatchLockPage {
                anchors.fill: parent
                focus: true
                viewModel: screen.dispatch.signIn
            }
        }
    }
}
