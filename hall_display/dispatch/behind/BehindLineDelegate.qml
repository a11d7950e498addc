import QtQuick
import QtQuick.Templates as T
import assets.ui

/*! A line behind a number, in two rows: what and until when, below it where and who has it. */
T.AbstractButton {
    id: line

    required property int index
    required property string light
    required property string code
    required property string what
    required property string where
    required property string who
    required property string until
    required property string caseId
    required property string spoken
    property bool isChosen: false

    readonly property int signWidth: Math.round(Theme.dispatch.body * 1.5)

    signal opened(caseId: string)

    width: ListView.view ? ListView.view.width - Theme.dispatch.px(12) : implicitWidth
    enabled: line.caseId !== ""
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    Accessible.role: line.enabled ? Accessible.Button : Accessible.StaticText
    Accessible.name: line.spoken
    onClicked: line.opened(line.caseId)

    HoverHandler {
        cursorShape: line.enabled ? Qt.PointingHandCursor : Qt.ArrowCursor
    }

    background: Rectangle {
        color: line.isChosen || line.hovered || line.down ? Theme.brandSoft : Theme.none
        radius: Theme.dispatch.radiusSmall
        border.width: line.isChosen ? Theme.dispatch.edge : 0
        border.color: Theme.edge

        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: Theme.dispatch.edge
            color: Theme.line
        }
    }

    contentItem: Item {
        LightMark {
            x: Theme.dispatch.px(6)
            anchors.verticalCenter: first.verticalCenter
            visible: line.light !== ""
            light: line.light === "" ? "done" : line.light
            px: Theme.dispatch.body
            Accessible.ignored: true
        }

        ThemeText {
            id: first

            x: line.signWidth
            anchors.bottom: parent.verticalCenter
            width: told.x - first.x - Theme.dispatch.px(12)
            text: line.code === "" ? line.where : line.code + "　" + line.what
            px: Theme.dispatch.body
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        ThemeText {
            id: told

            anchors.right: parent.right
            anchors.rightMargin: Theme.dispatch.px(8)
            anchors.baseline: first.baseline
            text: line.until
            px: Theme.dispatch.body
            color: line.light === "soon" || line.light === "overdue" ? Theme.lightInk(line.light) : Theme.inkSoft
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        ThemeText {
            x: line.signWidth
            anchors.top: parent.verticalCenter
            width: parent.width - x - Theme.dispatch.px(8)
            text: line.code === "" ? line.what : line.who === "" ? line.where : line.where + " · " + line.who
            px: Theme.dispatch.small
            soft: true
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
