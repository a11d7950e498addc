import QtQuick
import QtQuick.Templates as T
import assets.ui

/*! One of those found. `light` "" has no shape. */
T.AbstractButton {
    id: line

    property string strongText: ""
    property string words: ""
    property string light: ""
    property bool isHere: false
    property int px: Theme.dispatch.body

    height: Theme.dispatch.target
    focusPolicy: Qt.NoFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: (line.strongText + " " + line.words).trim()

    background: Rectangle {
        radius: Theme.dispatch.radiusSmall
        color: line.isHere || line.hovered ? Theme.brandSoft : Theme.none
    }

    contentItem: Item {
        LightMark {
            id: mark

            anchors.left: parent.left
            anchors.leftMargin: Theme.dispatch.px(8)
            anchors.verticalCenter: parent.verticalCenter
            visible: line.light !== ""
            width: visible ? implicitWidth : 0
            light: line.light || "done"
            px: Theme.dispatch.small
            Accessible.ignored: true
        }

        ThemeText {
            id: code

            anchors.left: mark.right
            anchors.leftMargin: Theme.dispatch.px(8)
            anchors.verticalCenter: parent.verticalCenter
            text: line.strongText
            px: Theme.dispatch.body
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        ThemeText {
            anchors.left: code.right
            anchors.leftMargin: line.strongText === "" ? 0 : Theme.dispatch.px(12)
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.bottom: parent.bottom
            verticalAlignment: Text.AlignVCenter
            text: line.words
            px: line.px
            fontSizeMode: Text.HorizontalFit  // a long sentence is set a little smaller
            minimumPixelSize: Math.round(line.px * 0.85)
            soft: line.strongText !== ""
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
