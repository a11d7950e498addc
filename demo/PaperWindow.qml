// The last paper that came out of the demo's printer.
import QtQuick
import assets.ui
import demo
import screenkit

Rectangle {
    id: page

    required property PaperViewModel paper

    color: Theme.sunken

    ThemeText {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.desk.pad
        horizontalAlignment: Text.AlignHCenter
        px: Theme.desk.body
        soft: true
        text: Texts.t("demo.paper.none")
        visible: page.paper.picture === ""
    }

    Flickable {
        anchors.fill: parent
        anchors.margins: Theme.desk.gap
        contentHeight: sheet.height
        clip: true

        Image {
            id: sheet

            width: parent.width
            fillMode: Image.PreserveAspectFit
            source: page.paper.picture
            mipmap: true
            Accessible.role: Accessible.Graphic
            Accessible.name: page.paper.name
        }
    }
}
