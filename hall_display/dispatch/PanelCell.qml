import QtQuick
import assets.ui

/*! A cell of a line: one line of words in the middle of it, cut with an ellipsis where there is no room. */
ThemeText {
    px: Theme.dispatch.body
    anchors.verticalCenter: parent?.verticalCenter
    rightPadding: Theme.dispatch.px(10)
    elide: Text.ElideRight
    wrapMode: Text.NoWrap
    Accessible.ignored: true
}
