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

    /*! "hall_light", or "command_dark" for the command zone and walls in a dim hall. */
    property string scheme: "hall_light"
    readonly property bool isDark: theme.scheme === "command_dark"
    /*! Old data: ink and lights are grey on the whole screen; shapes and words stay (dispatch, while the hall is lost). */
    property bool isFaded: false
    /*! "command" or "desk" (DispatchSizes); set by the dispatch screen. */
    property string dispatchProfile: "command"

    // Ground and text (contrast on ground in brackets: light, dark).
    readonly property color ground: theme.isDark ? "#20252B" : "#F5F2EA"
    readonly property color surface: theme.isDark ? "#272E35" : "#FFFFFF"
    readonly property color sunken: theme.isDark ? "#23292F" : "#FBFAF6"  // quiet column: between ground and surface
    readonly property color ink: theme.isFaded ? theme.inkSoft : theme.isDark ? "#D9DFE3" : "#1C2329"      // 14.2, 11.5
    readonly property color inkSoft: theme.isDark ? "#9AA6AE" : "#56616B"  // 5.7, 6.2: never fainter than this
    readonly property color line: theme.isDark ? "#343D45" : "#DDD7CA"     // edge of what only shows
    readonly property color edge: theme.isDark ? "#7A8790" : "#7E8A92"     // edge of everything that can be touched
    readonly property color none: "transparent"
    readonly property color veil: theme.isDark ? "#B3101418" : "#991C2329" // over a page while a question is asked

    // The house.
    readonly property color brand: theme.isDark ? "#55727F" : "#1E4F63"
    readonly property color brandDeep: theme.isDark ? "#1A1F24" : "#143A49"
    readonly property color brandSoft: theme.isDark ? "#33424B" : "#E3EDF0"
    readonly property color inkOnBrand: "#FFFFFF"
    readonly property color inkOnBrandSoft: "#D3E2E8"  // secondary text on brand and brandDeep
    readonly property color brandPill: "#3B5C69"    // a chip on brandDeep
    readonly property color help: "#4B3F8F"         // 叫人帮忙 only
    readonly property color helpDeep: "#372E6E"
    readonly property color inkOnHelp: "#FFFFFF"

    // Deadlines and nothing else (and the alarm list); the shape is never left out (LightMark).
    readonly property color normal: theme.isFaded ? theme.inkSoft : theme.isDark ? "#46C9A8" : "#1B7055"
    readonly property color normalSoft: theme.isFaded ? theme.stoppedSoft : theme.isDark ? "#21302D" : "#E3F1EB"
    readonly property color soon: theme.isFaded ? theme.inkSoft : theme.isDark ? "#FFC533" : "#855B00"
    readonly property color soonSoft: theme.isFaded ? theme.stoppedSoft : theme.isDark ? "#36321F" : "#FBF0D5"
    readonly property color overdue: theme.isFaded ? theme.inkSoft : theme.isDark ? "#FF7A70" : "#B5302A"
    readonly property color overdueSoft: theme.isFaded ? theme.stoppedSoft : theme.isDark ? "#3A2828" : "#FBE6E3"
    readonly property color stopped: theme.inkSoft
    readonly property color stoppedSoft: theme.isDark ? "#2E353C" : "#ECEEEF"

    // Heat of a map and of bars: one grey scale, from little to much; text on each is `ink` or `inkOnHeat`.
    readonly property list<color> heat: theme.isDark
        ? ["#333D44", "#3C4952", "#475761", "#546671", "#637783"]
        : ["#EDEFEF", "#DCE2E4", "#C5D0D4", "#A9BAC1", "#88A0AA"]
    readonly property color inkOnHeat: theme.isDark ? "#F4F7F8" : "#1C2329"  // 4.3 and 5.7 on the strongest step
    readonly property color bar: theme.isDark ? "#55727F" : "#7C97A3"

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
    readonly property DispatchSizes dispatch: DispatchSizes {
        profile: theme.dispatchProfile
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
