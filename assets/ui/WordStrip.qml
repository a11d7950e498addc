pragma ComponentBehavior: Bound

import QtQuick

/*! Words that fit the question, to be touched instead of written; as many as there are, a finger moves them. */
ListView {
    id: strip

    /*! A line each. */
    property string words: ""

    /*! Where the keys below begin (style.qml: its margin, and a key's own). */
    readonly property real edge: Theme.windowWidth * 0.012 + Theme.kiosk.px(5)

    signal chosen(string word)

    orientation: ListView.Horizontal
    clip: true
    spacing: Theme.kiosk.px(12)
    boundsBehavior: Flickable.StopAtBounds
    header: Item { width: strip.edge }
    footer: Item { width: strip.edge }
    model: strip.words !== "" ? strip.words.split("\n") : []
    onModelChanged: strip.positionViewAtBeginning()

    delegate: Item {
        id: place

        required property string modelData

        width: word.width
        height: strip.height

        TouchButton {
            id: word

            anchors.verticalCenter: parent.verticalCenter
            height: strip.height - Theme.kiosk.px(20)
            pad: Theme.kiosk.px(24)
            px: Theme.kiosk.px(Theme.largePrint ? 46 : 36)
            text: place.modelData
            focusPolicy: Qt.TabFocus
            onClicked: strip.chosen(place.modelData)
        }
    }
}
