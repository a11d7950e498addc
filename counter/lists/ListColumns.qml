import QtQuick
import assets.ui

/*! Where the columns stand: shares of a width, the same for heads and rows. */
QtObject {
    id: columns

    property real width: 0

    // ticket, code, name, category, town, state, due, at, desk
    readonly property list<real> shares: [0.075, 0.125, 0.09, 0.13, 0.2, 0.11, 0.11, 0.11, 0.05]
    readonly property int pad: Theme.desk.pad
    readonly property real room: columns.width - 2 * columns.pad

    function startOf(index: int): real {
        let x = columns.pad
        for (let before = 0; before < index; before++)
            x += columns.shares[before] * columns.room
        return Math.round(x)
    }

    function widthOf(index: int): real {
        return Math.round(columns.shares[index] * columns.room) - Theme.desk.px(10)
    }

    /*! Instants and numbers stand at the right edge of their column. */
    function isNumber(index: int): bool {
        return index >= 7
    }
}
