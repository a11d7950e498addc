pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.VirtualKeyboard.Styles
import assets.ui

/*! Qt's keyboard in the house's dress: light, large keys, a candidate strip that can be read and hit. What it leaves
    out on purpose: sounds (a sound library costs memory), previews, selection handles, full-screen entry. */
KeyboardStyle {
    id: style

    keyboardDesignWidth: Theme.windowWidth
    keyboardDesignHeight: Theme.kiosk.px(Theme.kiosk.landscape ? 520 : Theme.largePrint ? 600 : 540)
    keyboardRelativeLeftMargin: 0.012
    keyboardRelativeRightMargin: 0.012
    keyboardRelativeTopMargin: 0.02
    keyboardRelativeBottomMargin: 0.03

    keyboardBackground: Rectangle {
        color: Theme.ground

        Rectangle {
            width: parent.width
            height: Math.max(1, Theme.kiosk.px(2))
            color: Theme.line
        }
    }

    keyPanel: KeyFace {
        id: letter

        word: letter.control.displayText
    }

    backspaceKeyPanel: KeyFace {
        picture: "backspace"
        working: true
    }

    languageKeyPanel: KeyFace {
        picture: "globe"
        working: true
    }

    enterKeyPanel: KeyFace {
        picture: "enter"
        working: true
    }

    hideKeyPanel: KeyFace {
        picture: "keyboard_hide"
        working: true
    }

    shiftKeyPanel: KeyFace {
        picture: "shift"
        working: true
    }

    spaceKeyPanel: KeyFace {
        picture: "space"
    }

    symbolKeyPanel: KeyFace {
        id: symbols

        word: symbols.control.displayText
        working: true
    }

    modeKeyPanel: KeyFace {
        id: mode

        word: mode.control.displayText
        working: true
        strong: true
    }

    handwritingKeyPanel: KeyFace {
        id: hand

        word: hand.control.displayText
        working: true
    }

    selectionListHeight: Theme.kiosk.candidates
    selectionListBackground: Rectangle {
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Math.max(1, Theme.kiosk.px(2))
            color: Theme.line
        }
    }
    selectionListDelegate: SelectionListItem {
        id: candidate

        required property int index
        required property string display

        width: word.implicitWidth + 2 * Theme.kiosk.px(30)
        Accessible.role: Accessible.Button
        Accessible.name: candidate.display

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.kiosk.px(8)
            radius: Theme.kiosk.px(14)
            color: candidate.ListView.isCurrentItem ? Theme.brandSoft : Theme.none
        }

        ThemeText {
            id: word

            anchors.centerIn: parent
            text: candidate.display
            px: Theme.kiosk.px(Theme.largePrint ? 62 : 48)
            strong: candidate.ListView.isCurrentItem
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }

    alternateKeysListItemWidth: Theme.kiosk.px(96)
    alternateKeysListItemHeight: Theme.kiosk.px(120)
    alternateKeysListDelegate: Item {
        id: alternative

        required property string text

        width: style.alternateKeysListItemWidth
        height: style.alternateKeysListItemHeight

        ThemeText {
            anchors.centerIn: parent
            text: alternative.text
            px: Theme.kiosk.px(48)
        }
    }
    alternateKeysListHighlight: Rectangle {
        radius: Theme.kiosk.px(14)
        color: Theme.brandSoft
    }
    alternateKeysListBackground: Rectangle {
        radius: Theme.kiosk.px(14)
        color: Theme.surface
        border.width: Theme.kiosk.edge
        border.color: Theme.edge
    }
}
