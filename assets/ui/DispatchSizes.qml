import QtQuick

/*! Sizes of the dispatch screen, drawn for 1920 x 1080; they follow the window. Profile "command": a large screen in
    the command zone, read from two metres, few hands; "desk": mouse and keyboard at arm's length, denser. */
QtObject {
    id: sizes

    property real windowWidth: 1920
    property real windowHeight: 1080
    /*! "command" or "desk"; set once by the screen. */
    property string profile: "command"

    readonly property bool isDesk: sizes.profile === "desk"
    readonly property real unit: Math.min(sizes.windowWidth / 1920, sizes.windowHeight / 1080)

    // Type, in pixels; hanzi below 13 are no letters any more on a small screen (1366 x 768).
    readonly property int small: Math.max(13, sizes.px(sizes.isDesk ? 16 : 20))  // heads of columns, times, notes
    readonly property int body: Math.max(15, sizes.px(sizes.isDesk ? 19 : 23))   // a line of a list
    readonly property int strong: sizes.px(sizes.isDesk ? 21 : 26)   // what stands out in a line: numbers, alarms
    readonly property int title: sizes.px(sizes.isDesk ? 18 : 22)    // head of a panel
    readonly property int count: sizes.px(sizes.isDesk ? 40 : 52)    // totals of the lights

    // Space, in pixels.
    readonly property int gap: sizes.px(sizes.isDesk ? 12 : 16)      // between panels
    readonly property int pad: sizes.px(sizes.isDesk ? 14 : 20)      // inside a panel
    readonly property int margin: sizes.px(sizes.isDesk ? 16 : 18)   // at the edge of the screen
    readonly property int radius: sizes.px(12)
    readonly property int radiusSmall: sizes.px(8)
    readonly property int edge: Math.max(1, sizes.px(1))
    readonly property int edgeStrong: Math.max(2, sizes.px(3))
    readonly property int row: sizes.px(sizes.isDesk ? 38 : 48)      // a line of a list
    readonly property int target: sizes.px(sizes.isDesk ? 34 : 44)   // least height of what is pressed
    readonly property int head: sizes.px(sizes.isDesk ? 54 : 66)
    readonly property int foot: sizes.px(sizes.isDesk ? 38 : 46)

    function px(drawn: real): int {
        return Math.round(drawn * sizes.unit)
    }
}
