import QtQuick
import assets.ui

/*! What a field asks for. */
ThemeText {
    px: Theme.dispatch.small
    soft: true
    wrapMode: Text.NoWrap
    topPadding: Theme.dispatch.px(4)
}
