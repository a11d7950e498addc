import QtQuick

/*! A banner's name with its number under it and ■ n where cases are overdue; a button where it can be pressed. */
Item {
    id: label

    required property string name
    required property string count
    required property string overdue
    required property string spoken
    required property string spokenOverdue
    required property int heat
    required property bool isKnown

    property int namePx: 0
    property int countPx: 0
    property bool interactive: false
    property bool isStale: false
    /*! Name and number in one line, outside the banner. */
    property bool flat: false

    readonly property bool canPress: label.interactive && label.isKnown
    readonly property color wordInk: label.flat && !label.isStale ? Theme.ink : label.heat < 0 || label.isStale ? Theme.inkSoft : Theme.inkOnHeat

    signal activated
    signal overdueActivated

    implicitWidth: label.flat ? words.implicitWidth + figures.beside + figures.implicitWidth : Math.max(words.implicitWidth, figures.implicitWidth)
    implicitHeight: label.flat ? figures.implicitHeight : words.implicitHeight + figures.implicitHeight
    width: implicitWidth
    height: implicitHeight
    activeFocusOnTab: label.interactive

    Accessible.role: label.canPress ? Accessible.Button : Accessible.StaticText
    Accessible.name: label.spoken
    Accessible.focusable: label.canPress
    Accessible.onPressAction: label.activated()
    Keys.enabled: label.canPress
    Keys.onReturnPressed: label.activated()
    Keys.onEnterPressed: label.activated()

    TapHandler {
        enabled: label.canPress
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: label.activated()
    }

    FocusRing {
        visible: label.activeFocus
        thickness: Math.max(2, Math.round(label.namePx / 9))
        radius: 3 * thickness
        border.color: Theme.ink
    }

    ThemeText {
        id: words

        x: label.flat ? 0 : (label.width - words.implicitWidth) / 2
        y: label.flat ? (label.height - words.implicitHeight) / 2 : 0
        text: label.name
        px: label.namePx
        color: label.wordInk
        wrapMode: Text.NoWrap
        lineHeight: 0.9
        Accessible.ignored: true
    }

    Row {
        id: figures

        readonly property real beside: Math.round(label.countPx * 0.4)

        x: label.flat ? words.implicitWidth + figures.beside : (label.width - figures.implicitWidth) / 2
        y: label.flat ? 0 : words.implicitHeight
        spacing: Math.round(label.countPx * 0.25)

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: label.count
            px: label.countPx
            strong: true
            color: label.wordInk
            wrapMode: Text.NoWrap
            lineHeight: 0.9
            Accessible.ignored: true
        }

        OverduePill {
            anchors.verticalCenter: parent.verticalCenter
            visible: label.overdue !== ""
            count: label.overdue
            px: Math.round(label.countPx * 0.86)
            isStale: label.isStale
            interactive: label.interactive
            spoken: label.spokenOverdue
            onActivated: label.overdueActivated()
        }
    }
}
