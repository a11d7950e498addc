import QtQuick
import assets.ui

/*! One answer of a searched field, in as many lines as it needs. */
Rectangle {
    id: line

    required property string code
    required property string name
    required property string note

    signal tapped()

    height: word.height + (noteText.visible ? noteText.height : 0) + 2 * Theme.desk.px(5)
    radius: Theme.desk.radiusSmall
    color: ListView.isCurrentItem ? Theme.brandSoft : Theme.none

    Accessible.role: Accessible.ListItem
    Accessible.name: line.name

    ThemeText {
        id: word

        x: Theme.desk.px(8)
        y: Theme.desk.px(5)
        width: parent.width - 2 * x
        text: line.name
        px: Theme.desk.px(14)
        Accessible.ignored: true
    }

    ThemeText {
        id: noteText

        x: word.x
        anchors.top: word.bottom
        width: word.width
        visible: text !== ""
        text: line.note
        px: Theme.desk.small
        soft: true
        Accessible.ignored: true
    }

    TapHandler {
        onTapped: line.tapped()
    }
}
