import QtQuick
import assets.ui

/*! Where the columns of the inbox begin, and how wide they are. */
QtObject {
    id: columns

    property real width: 0

    readonly property bool isNarrow: columns.width < Theme.desk.px(1000)
    readonly property real gap: Theme.desk.px(14)
    readonly property real mark: Theme.desk.px(14)
    readonly property real light: Theme.desk.px(44)
    readonly property real code: columns.light + Theme.desk.px(168)
    readonly property real kind: columns.code + Theme.desk.px(102)
    readonly property real todoWidth: Theme.desk.px(132)
    readonly property real nameWidth: Theme.desk.px(76)
    readonly property real todo: columns.width - columns.todoWidth - columns.mark
    readonly property real free: columns.todo - columns.kind - columns.nameWidth - 3 * columns.gap
    readonly property real kindWidth: columns.free * 0.46
    readonly property real name: columns.kind + columns.kindWidth + columns.gap
    readonly property real unit: columns.name + columns.nameWidth + columns.gap
    readonly property real unitWidth: columns.free * 0.54
}
