pragma Singleton

import QtQuick

/*! How a citizen writes: with the keys of Pinyin, or with a finger. One for the screen, because a key of the keyboard's
    layout changes it and the panel around the keyboard follows. */
QtObject {
    /*! Whether this machine can read handwriting; without it no key leads there. */
    property bool handOffered: false
    /*! What the key is called, for screen readers. */
    property string handText: ""
    property bool byHand: false
}
