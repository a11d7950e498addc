import QtQuick
import QtQuick.Templates as T
import assets.ui

/*! A line of the ranking: place, the type that weighs most, index, level as word and bars, and ↑ when it rose. */
T.AbstractButton {
    id: line

    required property string key
    required property string name
    required property string value
    required property string level
    required property int bars
    required property string way
    required property string note
    required property string spoken
    property bool isStale: false
    property int px: Theme.dispatch.body

    readonly property color wordInk: line.isStale || line.bars === 0 ? Theme.inkSoft : Theme.ink

    signal opened(key: string)

    width: ListView.view ? ListView.view.width : implicitWidth
    height: Theme.dispatch.row
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: line.spoken
    Keys.onReturnPressed: line.click()
    Keys.onEnterPressed: line.click()
    onClicked: line.opened(line.key)

    HoverHandler {
        cursorShape: Qt.PointingHandCursor
    }

    background: Rectangle {
        radius: Theme.dispatch.radiusSmall
        color: line.hovered || line.down ? Theme.brandSoft : Theme.none

        Rectangle {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            height: Theme.dispatch.edge
            color: Theme.line
        }

        FocusRing {
            visible: line.visualFocus
            anchors.margins: 0
            thickness: Theme.dispatch.edgeStrong
            radius: parent.radius
            border.color: Theme.ink
        }
    }

    contentItem: Item {
        ThemeText {
            id: place

            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, figures.x - Theme.dispatch.px(8))
            text: line.name
            px: line.px
            color: line.wordInk
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Math.round(line.px * 0.7)
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        ThemeText {
            anchors.left: place.right
            anchors.leftMargin: Theme.dispatch.px(10)
            anchors.baseline: place.baseline
            visible: line.note !== "" && place.width + implicitWidth + Theme.dispatch.px(18) < figures.x
            text: line.note
            px: Theme.dispatch.small
            soft: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Row {
            id: figures

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.dispatch.px(8)

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: line.value
                px: line.px
                strong: line.bars > 0
                color: line.wordInk
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                visible: line.bars > 0
                width: Math.round(line.px * 0.8)
                horizontalAlignment: Text.AlignHCenter
                text: line.way
                px: line.px
                strong: true
                color: line.wordInk
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                visible: line.bars > 0
                width: Math.round(line.px * 2.1)
                text: line.level
                px: line.px
                color: line.wordInk
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            RiskBars {
                anchors.verticalCenter: parent.verticalCenter
                visible: line.bars > 0
                bars: line.bars
                px: line.px
                isStale: line.isStale
            }
        }
    }
}
