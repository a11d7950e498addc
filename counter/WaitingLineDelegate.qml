import QtQuick
import assets.ui

/*! One of those I can take. */
Card {
    id: line

    required property string ticketNo
    required property string words
    required property string group
    required property string priority
    required property string appointment
    required property string here
    required property string waited
    required property bool leased

    height: face.implicitHeight

    WaitingLineFace {
        id: face

        anchors.fill: parent
        ticketNo: line.ticketNo
        words: line.words
        group: line.group
        priority: line.priority
        appointment: line.appointment
        here: line.here
        waited: line.waited
        leased: line.leased
    }
}
