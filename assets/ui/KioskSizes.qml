import QtQuick

/*! Sizes of the touch screen. The measures are those of the 32-inch portrait kiosk, 1080 x 1920 at 0.37 mm a pixel;
    another window scales them by `unit`. Use `mm()` where a body's size decides (targets), `px()` for the drawing. */
QtObject {
    id: sizes

    property real windowWidth: 1080
    property real windowHeight: 1920
    property real mmPx: 0
    property bool largePrint: false

    readonly property bool landscape: sizes.windowWidth > sizes.windowHeight
    /*! Real pixels of one drawn pixel. Landscape has less height for the same questions, so it draws smaller. */
    readonly property real unit: sizes.landscape
        ? Math.min(sizes.windowWidth / 1920, sizes.windowHeight / 1080) * 0.72
        : Math.min(sizes.windowWidth / 1080, sizes.windowHeight / 1920)
    readonly property real pxPerMm: sizes.mmPx > 0 ? sizes.mmPx : sizes.unit / 0.37

    // Type, in pixels.
    readonly property int small: sizes.px(sizes.largePrint ? 36 : 28)      // examples under a choice, marginal notes
    readonly property int body: sizes.px(sizes.largePrint ? 44 : 34)       // sentences
    readonly property int action: sizes.px(sizes.largePrint ? 50 : 40)     // words on buttons of the foot
    readonly property int choice: sizes.px(sizes.largePrint ? 72 : 42)     // the word of a choice
    readonly property int title: sizes.px(sizes.largePrint ? 64 : 52)      // values and headings inside a page
    readonly property int question: sizes.px(sizes.largePrint ? 92 : 68)   // one a page
    readonly property int number: sizes.px(300)                            // the ticket

    // Space, in pixels.
    readonly property int grid: sizes.px(28)        // 10 mm
    readonly property int margin: sizes.px(56)
    readonly property int gap: sizes.px(24)         // between two things to touch, never under 4 mm
    readonly property int radius: sizes.px(26)
    readonly property int radiusSmall: sizes.px(20)
    readonly property int edge: Math.max(2, sizes.px(3))
    readonly property int edgeStrong: Math.max(3, sizes.px(6))   // selection and focus

    // Parts of a page.
    readonly property int head: sizes.px(132)
    readonly property int foot: sizes.px(sizes.largePrint ? 260 : 220)
    readonly property int touchMin: Math.ceil(sizes.mm(sizes.largePrint ? 25 : 20))
    readonly property int barButton: Math.max(sizes.px(sizes.largePrint ? 172 : 132), sizes.touchMin)
    readonly property int tile: Math.max(sizes.px(262), sizes.touchMin)
    readonly property int row: Math.max(sizes.px(sizes.largePrint ? 236 : 216), sizes.touchMin)
    readonly property int entry: Math.max(sizes.px(sizes.largePrint ? 150 : 120), sizes.touchMin)
    readonly property int candidates: sizes.px(sizes.largePrint ? 124 : 108)     // the strip above the keys
    readonly property int pictogram: sizes.px(sizes.largePrint ? 120 : 84)
    readonly property int pictogramSmall: sizes.px(56)

    function px(drawn: real): int {
        return Math.round(drawn * sizes.unit)
    }

    function mm(millimetres: real): real {
        return millimetres * sizes.pxPerMm
    }
}
