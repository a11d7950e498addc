import QtQuick
import assets.ui

/*! Words on the wall, never smaller than the eye needs at its distance. A line that finds no room is left out whole:
    it is neither cut nor made smaller. */
ThemeText {
    id: words

    /*! Pixels that the line may take. */
    property real room: Infinity
    property bool wanted: true

    readonly property bool fits: words.implicitWidth <= words.room

    px: Theme.wall.em
    topPadding: Theme.wall.lift(words.px)
    visible: words.wanted && words.fits && words.text !== ""
    wrapMode: Text.NoWrap
}
