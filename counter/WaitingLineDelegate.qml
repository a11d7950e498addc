import QtQuick
import assets.ui

/*! One of those I can take. */
Card {
    id: line

    required property string ticketNo
    required property string words
    required property string group
    required property string waited
    required property bool leased

    height: face.implicitHeight

    WaitingLineFace {
        id: face

        anchors.fill: parent
        ticketNo: line.ticketNo
        words: line.words
        group: line.group
        waited: line.waited
        leased: line.leased
    }
}
