import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings

/*! Qt's keyboard with Pinyin in the house's dress (assets/ui/keyboard). Put it at the bottom of a page; it has height
    only while it is needed: lay the page out above `top`. It keeps nothing (screenkit.environment, ImhSensitiveData). */
Item {
    id: panel

    readonly property bool shown: keys.active && panel.wanted
    /*! The page may keep it away, for example while NumberPad is used. */
    property bool wanted: true

    implicitHeight: panel.shown ? keys.height : 0
    visible: panel.shown

    InputPanel {
        id: keys

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }

    Component.onCompleted: {
        VirtualKeyboardSettings.activeLocales = ["zh_CN", "en_GB"]
        VirtualKeyboardSettings.locale = "zh_CN"
        VirtualKeyboardSettings.fullScreenMode = false
    }
}
