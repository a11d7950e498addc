import QtQuick

/*! A word in a pill. Tones: "soft" (brandSoft), "outline", "onHead" (on brandDeep), "soon" (a deadline, nothing else). */
Rectangle {
    id: chip

    property string text: ""
    property string tone: "soft"
    property int px: Theme.desk.small

    implicitWidth: words.implicitWidth + 2 * Theme.desk.px(8)
    implicitHeight: Math.round(chip.px * 1.6)
    radius: chip.tone === "onHead" ? height / 2 : Theme.desk.radiusSmall
    color: chip.tone === "soft" ? Theme.brandSoft
        : chip.tone === "onHead" ? Theme.brandPill
        : chip.tone === "soon" ? Theme.soonSoft : Theme.none
    border.width: chip.tone === "outline" ? Theme.desk.edge : 0
    border.color: Theme.brand

    ThemeText {
        id: words

        anchors.centerIn: parent
        text: chip.text
        px: chip.px
        wrapMode: Text.NoWrap
        color: chip.tone === "onHead" ? Theme.inkOnBrand : chip.tone === "soon" ? Theme.soon : Theme.isDark ? Theme.ink : Theme.brandDeep
    }
}
