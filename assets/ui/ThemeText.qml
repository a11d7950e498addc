import QtQuick

/*! Words on a screen: the house's face, tabular digits, never rich text (what a citizen typed stays what it is). */
Text {
    id: words

    /*! Height of the type in pixels, from Theme. */
    property int px: Theme.kiosk.body
    property bool strong: false
    property bool soft: false

    color: words.soft ? Theme.inkSoft : Theme.ink
    font.family: Theme.family
    font.pixelSize: words.px
    font.weight: words.strong ? Font.Bold : Font.Normal
    font.features: { "tnum": 1 }
    textFormat: Text.PlainText
    wrapMode: Text.Wrap

    Accessible.role: Accessible.StaticText
    Accessible.name: words.text
}
