import QtQuick

/*! Sizes of a desk's screen (counter), drawn for 1366 x 768 and read at arm's length; larger windows scale up gently. */
QtObject {
    id: sizes

    property real windowWidth: 1366
    property real windowHeight: 768

    readonly property real unit: Math.max(0.9, Math.min(1.6, sizes.windowWidth / 1366, sizes.windowHeight / 768))

    // Type, in pixels.
    readonly property int tiny: sizes.px(12)        // key caps
    readonly property int small: sizes.px(13)       // column heads, notes
    readonly property int body: sizes.px(15)
    readonly property int strong: sizes.px(18)      // a ticket number in a list
    readonly property int title: sizes.px(20)
    readonly property int number: sizes.px(28)      // the ticket in front of me

    // Space, in pixels.
    readonly property int gap: sizes.px(12)
    readonly property int pad: sizes.px(14)
    readonly property int margin: sizes.px(20)
    readonly property int radius: sizes.px(12)
    readonly property int radiusSmall: sizes.px(8)
    readonly property int edge: 1
    readonly property int edgeStrong: 2
    readonly property int head: sizes.px(52)
    readonly property int foot: sizes.px(34)
    readonly property int row: sizes.px(46)
    readonly property int button: sizes.px(40)
    readonly property int side: sizes.px(268)       // the left column
    readonly property int sideWide: sizes.px(320)   // the right column

    function px(drawn: real): int {
        return Math.round(drawn * sizes.unit)
    }
}
