import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings

/*! Qt's keyboard with Pinyin in the house's dress (assets/ui/keyboard); one for the whole screen. Stand it on the foot:
    anchors { left; right; bottom; bottomMargin: Theme.kiosk.foot }, and hand its `height` to the page as
    `keyboardHeight`. It has height only while it is needed and keeps nothing (screenkit.environment, ImhSensitiveData). */
Item {
    id: panel

    readonly property bool shown: keys.active

    height: panel.shown ? keys.height : 0
    visible: panel.shown

    InputPanel {
        id: keys

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        // Nothing slides: a finger that is on its way meets what it saw.
        Component.onCompleted: keys.keyboard.noAnimations = true
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
