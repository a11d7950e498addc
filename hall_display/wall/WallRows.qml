import QtQuick
import assets.ui

/*! Where the rows of a panel stand: as many as fit, never smaller; the others come with the next rounds, evenly. */
Item {
    id: rows

    property int count: 0
    property int columns: 1
    /*! Least height of a row. */
    property real rowHeight: Theme.wall.line
    /*! A row grows to this many times its least height where there is room. */
    property real grows: 1.7
    property int roundNo: 0
    /*! Whether the rounds have about as many rows each; else the first ones are full. */
    property bool isEven: true
    property real columnGap: 2 * Theme.wall.pad

    readonly property int fitting: Math.max(0, Math.floor((rows.height + 1) / rows.rowHeight)) * rows.columns
    readonly property int pages: rows.fitting > 0 ? Math.max(1, Math.ceil(rows.count / rows.fitting)) : 1
    readonly property int page: rows.roundNo % rows.pages
    readonly property int lines: rows.isEven || rows.pages === 1 ? Math.ceil(rows.count / (rows.pages * rows.columns)) : rows.fitting / rows.columns
    readonly property int perPage: rows.lines * rows.columns
    readonly property real cellWidth: (rows.width - (rows.columns - 1) * rows.columnGap) / rows.columns
    readonly property real cellHeight: Math.min(rows.rowHeight * rows.grows, rows.height / Math.max(1, rows.lines))

    function has(index: int): bool {
        return index < rows.count && rows.fitting > 0 && Math.floor(index / Math.max(1, rows.perPage)) === rows.page
    }

    function xOf(index: int): real {
        return (index % rows.columns) * (rows.cellWidth + rows.columnGap)
    }

    function yOf(index: int): real {
        return Math.floor(index % Math.max(1, rows.perPage) / rows.columns) * rows.cellHeight
    }
}
