import QtQuick

/*! Sizes of the public wall. Type comes from the millimetres of the screen and the distance from which it is read
    (hall_display.wall.type_sizes hands in `em` and `call`); space follows the type. */
QtObject {
    id: sizes

    property real windowWidth: 1920
    property real windowHeight: 1080

    /*! Font size of the smallest text on the wall: its hanzi are 30 minutes of arc high. Until it is handed in, as on
        a 75-inch screen read from 6 m. */
    property int em: Math.round(67 * sizes.unit)
    /*! Least font size of a called number: digits of twice that height. */
    property int call: Math.round(167 * sizes.unit)

    readonly property real unit: Math.min(sizes.windowWidth, sizes.windowHeight) / 1080

    // Type, in pixels.
    readonly property int older: sizes.of(1.2)      // number of an older call
    readonly property int desk: sizes.of(1.3)       // 「3 号窗口」 of the newest call
    readonly property int count: sizes.of(1.6)      // totals and KPIs, where there is room

    // Space, in pixels.
    readonly property int line: sizes.of(1.22)      // a row of text
    readonly property int gap: sizes.of(0.22)
    readonly property int pad: sizes.of(0.36)
    readonly property int margin: sizes.of(0.4)
    readonly property int radius: sizes.of(0.28)
    readonly property int edge: Math.max(1, Math.round(2 * sizes.unit))
    readonly property int head: sizes.of(1.5)

    /*! The face leaves more room above than below its characters: by this much a line is taken up, so that what is
        inked stands in the middle of a row. */
    function lift(px: real): int {
        return -Math.round(0.12 * px)
    }

    /*! So many em in pixels, rounded up: type is never smaller than the eye needs. */
    function of(ems: real): int {
        return Math.ceil(ems * sizes.em)
    }
}
