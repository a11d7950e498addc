import QtQuick
import assets.ui

/*! One line of text in a row; what is too long for its column ends in dots, the details have it whole. */
ThemeText {
    anchors.verticalCenter: parent.verticalCenter
    px: Theme.desk.body
    wrapMode: Text.NoWrap
    elide: Text.ElideRight
    maximumLineCount: 1
}
