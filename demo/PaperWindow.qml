// The last papers that came out of the demo's printer: one below the other's place where it is narrow, else in a row.
pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import demo
import screenkit

Rectangle {
    id: page

    required property PaperViewModel paper

    readonly property bool lies: page.width > page.height
    readonly property list<string> pictures: page.paper.pictures === "" ? [] : page.paper.pictures.split("\n")
    readonly property list<string> names: page.paper.names.split("\n")
    readonly property int shown: Math.min(page.lies ? 3 : 1, page.pictures.length)

    color: Theme.sunken

    ThemeText {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.desk.pad
        horizontalAlignment: Text.AlignHCenter
        px: Theme.desk.body
        soft: true
        text: Texts.t("demo.paper.none")
        visible: page.shown === 0
    }

    Row {
        anchors.fill: parent
        anchors.margins: Theme.desk.gap
        spacing: Theme.desk.gap

        Repeater {
            model: page.shown

            Flickable {
                id: place

                required property int index

                readonly property string picture: page.pictures[place.index] ?? ""
                readonly property int places: page.lies ? 3 : 1

                width: (parent.width - (place.places - 1) * Theme.desk.gap) / place.places
                height: parent.height
                contentHeight: sheet.height
                clip: true

                Image {
                    id: sheet

                    width: parent.width
                    fillMode: Image.PreserveAspectFit
                    source: place.picture
                    mipmap: true
                    Accessible.role: Accessible.Graphic
                    Accessible.name: page.names[place.index] ?? ""
                }
            }
        }
    }
}
