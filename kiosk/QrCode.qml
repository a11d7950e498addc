pragma ComponentBehavior: Bound

import QtQuick
import assets.ui

/*! A QR code from its bars of black, `x y length` a line, with the four modules of white that belong to it. */
Rectangle {
    id: code

    property string bars: ""
    property int modules: 21
    property real side: 200

    /*! Whole pixels a module: no seam between two of them. */
    readonly property int pitch: Math.max(1, Math.floor(code.side / (code.modules + 8)))

    implicitWidth: (code.modules + 8) * code.pitch
    implicitHeight: implicitWidth
    color: Theme.surface

    Repeater {
        model: code.bars === "" ? [] : code.bars.split("\n")

        Rectangle {
            required property string modelData

            readonly property list<string> bar: modelData.split(" ")

            x: (4 + Number(bar[0])) * code.pitch
            y: (4 + Number(bar[1])) * code.pitch
            width: Number(bar[2]) * code.pitch
            height: code.pitch
            color: Theme.ink
            antialiasing: false
        }
    }
}
