import QtQuick

/*! A quiet note on the house's soft ground: a strong first sentence and what follows from it. */
Rectangle {
    id: note

    property string strongText: ""
    property string text: ""
    property string picture: ""

    implicitWidth: Theme.kiosk.px(968)
    implicitHeight: Math.max(words.height, drawing.visible ? drawing.height : 0) + 2 * Theme.kiosk.px(32)
    radius: Theme.kiosk.radiusSmall
    color: Theme.brandSoft

    Pictogram {
        id: drawing

        anchors.left: parent.left
        anchors.leftMargin: Theme.kiosk.px(36)
        anchors.verticalCenter: parent.verticalCenter
        visible: note.picture !== ""
        picture: note.picture
        size: Theme.kiosk.pictogramSmall
    }

    Column {
        id: words

        anchors.left: drawing.visible ? drawing.right : parent.left
        anchors.leftMargin: Theme.kiosk.px(drawing.visible ? 28 : 36)
        anchors.right: parent.right
        anchors.rightMargin: Theme.kiosk.px(36)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.kiosk.px(6)

        ThemeText {
            width: parent.width
            visible: note.strongText !== ""
            text: note.strongText
            px: Theme.kiosk.body
            strong: true
        }

        ThemeText {
            width: parent.width
            visible: note.text !== ""
            text: note.text
            px: Theme.kiosk.body
        }
    }
}
