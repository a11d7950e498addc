pragma Singleton

import QtQuick

/*! The one place of colours, faces and sizes (look.md). Colours are named by meaning; a literal colour anywhere
    else fails `make check` (screenkit.check_colours).

    Handed in by screenkit.window: windowWidth, windowHeight, mmPx. largePrint (大字) is set by the screen. */
QtObject {
    id: theme

    /*! Size of the window in pixels; every size of kiosk, desk and wall follows it. */
    property real windowWidth: 1080
    property real windowHeight: 1920
    /*! Pixels per millimetre of the real screen; 0 means: as if the window filled the 32-inch kiosk (0.37 mm a pixel). */
    property real mmPx: 0
    /*! 大字: fewer, larger things. */
    property bool largePrint: false
    /*! How long a new page takes no touch, in milliseconds: longer than a double tap, shorter than reading. */
    property int settleMs: 250

    // Ground and text (contrast on ground in brackets).
    readonly property color ground: "#F5F2EA"
    readonly property color surface: "#FFFFFF"
    readonly property color sunken: "#FBFAF6"       // a quiet column or quotation: between ground and surface
    readonly property color ink: "#1C2329"          // 14.2
    readonly property color inkSoft: "#56616B"      // 5.7, never lighter than this
    readonly property color line: "#DDD7CA"         // edge of what only shows
    readonly property color edge: "#7E8A92"         // 3.2, edge of everything that can be touched
    readonly property color none: "transparent"
    readonly property color veil: "#991C2329"       // lies over a page while a question is asked

    // The house.
    readonly property color brand: "#1E4F63"
    readonly property color brandDeep: "#143A49"
    readonly property color brandSoft: "#E3EDF0"
    readonly property color inkOnBrand: "#FFFFFF"
    readonly property color inkOnBrandSoft: "#D3E2E8"  // secondary text on brand (6.7) and brandDeep (9.1)
    readonly property color brandPill: "#3B5C69"    // a chip on brandDeep
    readonly property color help: "#4B3F8F"         // 叫人帮忙 only
    readonly property color helpDeep: "#372E6E"
    readonly property color inkOnHelp: "#FFFFFF"

    // Deadlines and nothing else; the shape is never left out (LightMark).
    readonly property color normal: "#1B7055"
    readonly property color normalSoft: "#E3F1EB"
    readonly property color soon: "#855B00"
    readonly property color soonSoft: "#FBF0D5"
    readonly property color overdue: "#B5302A"
    readonly property color overdueSoft: "#FBE6E3"
    readonly property color stopped: theme.inkSoft
    readonly property color stoppedSoft: "#ECEEEF"

    readonly property string family: "Noto Sans SC"

    readonly property KioskSizes kiosk: KioskSizes {
        windowWidth: theme.windowWidth
        windowHeight: theme.windowHeight
        mmPx: theme.mmPx
        largePrint: theme.largePrint
    }
    readonly property DeskSizes desk: DeskSizes {
        windowWidth: theme.windowWidth
        windowHeight: theme.windowHeight
    }
    readonly property WallSizes wall: WallSizes {
        windowWidth: theme.windowWidth
        windowHeight: theme.windowHeight
    }

    /*! Colour of a light: "normal", "soon", "overdue", "stopped", "done". */
    function lightInk(light: string): color {
        switch (light) {
        case "normal": return theme.normal
        case "soon": return theme.soon
        case "overdue": return theme.overdue
        default: return theme.stopped
        }
    }

    /*! The soft ground under a light. */
    function lightGround(light: string): color {
        switch (light) {
        case "normal": return theme.normalSoft
        case "soon": return theme.soonSoft
        case "overdue": return theme.overdueSoft
        default: return theme.stoppedSoft
        }
    }
}
