import QtQuick

/*! The cap of a key: F8, 1, Enter. */
Rectangle {
    id: cap

    property string key: ""
    property color ink: Theme.inkSoft

    implicitWidth: Math.max(implicitHeight, words.implicitWidth + 2 * Theme.desk.px(5))
    implicitHeight: Theme.desk.px(19)
    radius: Theme.desk.px(5)
    color: Theme.none
    border.width: Theme.desk.edge
    border.color: cap.ink

    ThemeText {
        id: words

        anchors.centerIn: parent
        text: cap.key
        px: Theme.desk.tiny
        color: cap.ink
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }
}
