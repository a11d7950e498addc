import QtQuick

/*! ■ n: so many are overdue. On a soft ground of its own, because red on a grey of the map cannot be read. With
    `interactive` it is a button of its own. */
Rectangle {
    id: pill

    property string count: ""
    property int px: Theme.dispatch.body
    /*! Old figures stand in grey; the shape stays. */
    property bool isStale: false
    property bool interactive: false
    property string spoken: ""

    readonly property color ink: pill.isStale ? Theme.inkSoft : Theme.overdue

    implicitWidth: face.implicitWidth + Math.round(pill.px * 0.5)
    implicitHeight: Math.round(pill.px * 1.25)
    radius: Math.round(pill.px * 0.25)
    color: pill.isStale ? Theme.stoppedSoft : Theme.overdueSoft
    border.width: hover.hovered || pill.activeFocus ? 2 : 0
    border.color: pill.activeFocus ? Theme.ink : pill.ink
    activeFocusOnTab: pill.interactive

    signal activated

    Accessible.ignored: !pill.interactive
    Accessible.role: Accessible.Button
    Accessible.name: pill.spoken
    Accessible.focusable: pill.interactive
    Accessible.onPressAction: pill.activated()
    Keys.enabled: pill.interactive
    Keys.onReturnPressed: pill.activated()
    Keys.onEnterPressed: pill.activated()
    Keys.onSpacePressed: pill.activated()

    HoverHandler {
        id: hover

        enabled: pill.interactive
        cursorShape: Qt.PointingHandCursor
    }

    TapHandler {
        enabled: pill.interactive
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: pill.activated()
    }

    Row {
        id: face

        anchors.centerIn: parent
        spacing: Math.round(pill.px * 0.22)

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.round(pill.px * 0.62)
            height: width
            color: pill.ink
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: pill.count
            px: pill.px
            strong: true
            color: pill.ink
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
