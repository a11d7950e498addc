import QtQuick

/*! The sign of a plot's series ("line", "up", "down", "mark") with its word, unless that stands beside it. */
Row {
    id: sign

    property string kind: "line"
    property string text: ""
    property int px: Theme.dispatch.small
    property color ink: Theme.ink

    spacing: Math.round(sign.px * 0.35)

    Item {
        anchors.verticalCenter: parent.verticalCenter
        width: sign.px
        height: sign.px

        Rectangle {
            readonly property bool isBar: sign.kind === "up" || sign.kind === "down"

            anchors.centerIn: parent
            anchors.verticalCenterOffset: sign.kind === "up" ? -sign.px * 0.14 : sign.kind === "down" ? sign.px * 0.14 : 0
            width: sign.kind === "line" ? sign.px : sign.px * 0.44
            height: sign.kind === "line" ? Math.max(2, sign.px / 8) : isBar ? sign.px * 0.7 : width
            rotation: sign.kind === "mark" ? 45 : 0
            antialiasing: sign.kind === "mark"
            color: sign.kind === "down" ? Theme.heat[2] : sign.ink
        }

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: sign.kind === "up" ? sign.px * 0.22 : -sign.px * 0.22
            width: parent.width
            height: Math.max(1, sign.px / 16)
            visible: sign.kind === "up" || sign.kind === "down"
            color: Theme.inkSoft
        }
    }

    ThemeText {
        anchors.verticalCenter: parent.verticalCenter
        visible: sign.text !== ""
        text: sign.text
        px: sign.px
        soft: true
        wrapMode: Text.NoWrap
    }
}
