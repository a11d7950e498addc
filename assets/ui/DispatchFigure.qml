import QtQuick
import QtQuick.Templates as T

/*! A number that opens the list behind it. A quiet line under it says so; `isLive` false: there is nothing behind. */
T.AbstractButton {
    id: figure

    property string label: figure.text
    property int px: Theme.dispatch.strong
    property bool isLive: true
    property color ink: Theme.ink
    /*! Behind the number, smaller: a unit, or "/ 12". */
    property string unit: ""

    implicitWidth: Math.max(row.implicitWidth, Theme.dispatch.px(20))
    implicitHeight: row.implicitHeight
    enabled: figure.isLive
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true

    Accessible.role: figure.isLive ? Accessible.Button : Accessible.StaticText
    Accessible.name: figure.label
    Keys.onReturnPressed: figure.click()
    Keys.onEnterPressed: figure.click()

    HoverHandler {
        cursorShape: figure.isLive ? Qt.PointingHandCursor : Qt.ArrowCursor
    }

    background: Item {
        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Math.round(figure.px * 0.14)
            visible: figure.isLive
            height: figure.hovered || figure.down ? Theme.dispatch.edgeStrong : Theme.dispatch.edge
            color: figure.hovered || figure.down ? Theme.ink : Theme.edge
        }

        FocusRing {
            visible: figure.visualFocus
            thickness: Theme.dispatch.edgeStrong
            border.color: Theme.ink
            radius: Theme.dispatch.radiusSmall
        }
    }

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        Row {
            id: row

            anchors.centerIn: parent
            spacing: Math.round(figure.px * 0.22)

            ThemeText {
                id: digits

                text: figure.text
                px: figure.px
                strong: true
                color: figure.ink
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            ThemeText {
                anchors.baseline: digits.baseline
                visible: figure.unit !== ""
                text: figure.unit
                px: Theme.dispatch.small
                soft: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
