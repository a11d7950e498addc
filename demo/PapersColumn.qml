pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import demo
import screenkit

/*! The papers that have come out, the newest on top. What has a code can be held under a scanner. */
Item {
    id: column

    required property PapersLying papers
    required property HandModel hand

    readonly property list<string> pictures: column.papers.pictures === "" ? [] : column.papers.pictures.split("\n")
    readonly property list<string> names: column.papers.names.split("\n")

    ThemeText {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.desk.pad
        horizontalAlignment: Text.AlignHCenter
        px: Theme.desk.body
        soft: true
        text: Texts.t("demo.papers.none")
        visible: column.pictures.length === 0
    }

    Flickable {
        anchors.fill: parent
        contentHeight: sheets.height
        clip: true

        Column {
            id: sheets

            width: parent.width - Theme.desk.edge  // or the clip takes the last edge
            spacing: Theme.desk.gap

            Repeater {
                model: column.pictures.length

                Column {
                    id: place

                    required property int index

                    readonly property string name: column.names[place.index] ?? ""
                    readonly property string picture: column.pictures[place.index] ?? ""

                    width: sheets.width
                    spacing: Theme.desk.px(6)

                    Item {
                        width: parent.width
                        height: scan.height

                        ThemeText {
                            anchors.verticalCenter: parent.verticalCenter
                            text: place.name
                            px: Theme.desk.small
                            soft: true
                            Accessible.ignored: true
                        }

                        DeskButton {
                            id: scan

                            anchors.right: parent.right
                            visible: column.hand.hasCode(place.name)
                            enabled: !column.hand.pulled.split("\n").includes("scanner")
                            text: Texts.t("demo.papers.scan")
                            onClicked: column.hand.scanPaper(place.name)
                        }
                    }

                    Image {
                        width: parent.width
                        height: implicitWidth > 0 ? implicitHeight * width / implicitWidth : 0
                        source: place.picture
                        mipmap: true
                        Accessible.role: Accessible.Graphic
                        Accessible.name: place.name

                        Rectangle {
                            anchors.fill: parent
                            color: Theme.none
                            border.width: Theme.desk.edge
                            border.color: Theme.line
                        }
                    }
                }
            }
        }
    }
}
