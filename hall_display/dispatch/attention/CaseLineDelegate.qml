import QtQuick
import QtQuick.Templates as T
import assets.ui

/*! A case in a list: light, code, where and what, how long. */
T.AbstractButton {
    id: line

    required property string caseId
    required property string light
    required property string code
    required property string what
    required property string where
    required property string due
    required property string spoken

    focusPolicy: Qt.TabFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: line.spoken
    Keys.onReturnPressed: line.click()
    Keys.onEnterPressed: line.click()

    background: Rectangle {
        color: line.hovered || line.down || line.visualFocus ? Theme.brandSoft : Theme.none
        radius: line.visualFocus ? Theme.dispatch.radiusSmall : 0
        border.width: line.visualFocus ? Theme.dispatch.edgeStrong : 0
        border.color: Theme.ink

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
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: Theme.dispatch.px(4)
            anchors.verticalCenter: parent.verticalCenter
            light: line.light
            px: Theme.dispatch.body
            Accessible.ignored: true
        }

        ThemeText {
            id: code

            anchors.left: mark.right
            anchors.leftMargin: Theme.dispatch.px(12)
            anchors.verticalCenter: parent.verticalCenter
            text: line.code
            px: Theme.dispatch.body
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        ThemeText {
            anchors.left: code.right
            anchors.leftMargin: Theme.dispatch.px(12)
            anchors.right: left.left
            anchors.rightMargin: Theme.dispatch.px(12)
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            verticalAlignment: Text.AlignVCenter
            text: line.where + " " + line.what
            px: Theme.dispatch.body
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Math.round(Theme.dispatch.body * 0.85)
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        ThemeText {
            id: left

            anchors.right: parent.right
            anchors.rightMargin: Theme.dispatch.px(4)
            anchors.verticalCenter: parent.verticalCenter
            text: line.due
            px: Theme.dispatch.small
            color: line.light === "overdue" || line.light === "soon" ? Theme.lightInk(line.light) : Theme.ink
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
