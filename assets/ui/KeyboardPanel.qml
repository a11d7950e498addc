import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings

/*! Qt's keyboard with Pinyin in the house's dress (assets/ui/keyboard); one for the whole screen. Stand it on the foot:
    anchors { left; right; bottom; bottomMargin: Theme.kiosk.foot }, and hand its `height` to the page as
    `keyboardHeight`. It has height only while it is needed and keeps nothing (screenkit.environment, ImhSensitiveData).
    A WritingPad among its children takes its place while `Writing.byHand`. */
Item {
    id: panel

    readonly property bool shown: keys.active
    readonly property bool byHand: Writing.byHand && Writing.handOffered
    /*! Words that fit the question, a line each: they stand where the candidates come as soon as somebody types. */
    property string words: ""

    /*! Into the field that is written in, the same way as the keys do. */
    function write(words: string): void {
        InputContext.commit(words)
    }

    height: panel.shown ? keys.height : 0
    visible: panel.shown

    InputPanel {
        id: keys

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: !panel.byHand
        // Nothing slides: a finger that is on its way meets what it saw.
        Component.onCompleted: keys.keyboard.noAnimations = true
    }

    Rectangle {
        anchors.fill: strip
        visible: strip.visible
        color: Theme.ground
    }

    WordStrip {
        id: strip

        width: parent.width
        height: Theme.kiosk.candidates
        // Before somebody types, Qt guesses from office prose; our words fit the question.
        visible: !panel.byHand && panel.words !== "" && InputContext.preeditText === ""
        words: panel.words
        onChosen: word => panel.write(word)
    }

    Component.onCompleted: {
        VirtualKeyboardSettings.layoutPath = Qt.resolvedUrl("keyboard/layouts")
        VirtualKeyboardSettings.activeLocales = ["zh_CN"]
        VirtualKeyboardSettings.locale = "zh_CN"
        // The strip keeps its place, so that the page above does not jump with the first letter.
        VirtualKeyboardSettings.wordCandidateList.alwaysVisible = true
        // One language: a key that changes it would do nothing.
        VirtualKeyboardSettings.visibleFunctionKeys = QtVirtualKeyboard.KeyboardFunctionKeys.Hide
    }
}
