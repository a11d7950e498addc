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
    /*! It stands beside its banner, on the page's own ground. */
    property bool outside: false

    readonly property bool hasFigures: label.count !== "" || label.overdue !== ""
    readonly property bool canPress: label.interactive && label.isKnown
    readonly property color wordInk: label.outside && !label.isStale ? Theme.ink : label.heat < 0 || label.isStale ? Theme.inkSoft : Theme.inkOnHeat

    signal activated
    signal overdueActivated

    implicitWidth: !label.hasFigures ? words.implicitWidth : Math.max(words.implicitWidth, figures.implicitWidth)
    implicitHeight: !label.hasFigures ? words.implicitHeight : words.implicitHeight + figures.implicitHeight
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
    Keys.onSpacePressed: label.activated()

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

        x: (label.width - words.implicitWidth) / 2
        text: label.name
        px: label.namePx
        color: label.wordInk
        wrapMode: Text.NoWrap
        lineHeight: 0.9
        Accessible.ignored: true
    }

    Row {
        id: figures

        x: (label.width - figures.implicitWidth) / 2
        y: words.implicitHeight
        spacing: Math.round(label.countPx * 0.25)
        visible: label.hasFigures

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
