import QtQuick

/*! Sizes of the public wall, drawn for 1920 x 1080 and read from 6 m; they follow the window. */
QtObject {
    id: sizes

    property real windowWidth: 1920
    property real windowHeight: 1080

    readonly property real unit: Math.min(sizes.windowWidth / 1920, sizes.windowHeight / 1080)

    // Type, in pixels.
    readonly property int small: sizes.px(34)
    readonly property int body: sizes.px(40)
    readonly property int strong: sizes.px(50)      // queue rows, words of the lights
    readonly property int older: sizes.px(84)       // number of an older call
    readonly property int desk: sizes.px(104)       // 「3 号窗口」 of the newest call
    readonly property int count: sizes.px(118)      // totals of the lights
    readonly property int call: sizes.px(218)       // number of the newest call

    // Space, in pixels.
    readonly property int gap: sizes.px(16)
    readonly property int pad: sizes.px(30)
    readonly property int margin: sizes.px(44)
    readonly property int radius: sizes.px(24)
    readonly property int edge: Math.max(1, sizes.px(2))
    readonly property int head: sizes.px(96)
    readonly property int foot: sizes.px(72)

    function px(drawn: real): int {
        return Math.round(drawn * sizes.unit)
    }
}
