import QtQuick
import assets.ui

/*! One line of text in a row; what is too long for its column ends in dots, the details have it whole.

    Bare Text: a screen has two hundred of them, and the row says to a screen reader what it says. */
Text {
    property bool strong: false

    anchors.verticalCenter: parent.verticalCenter
    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.desk.body
    font.weight: strong ? Font.Bold : Font.Normal
    textFormat: Text.PlainText
    elide: Text.ElideRight
    maximumLineCount: 1
}
