pragma ComponentBehavior: Bound

import QtQml.Models
import QtQuick
import assets.ui

/*! Parts of a whole in one bar, and what they mean in sentences. */
Card {
    id: card

    property string title: ""
    property string note: ""
    required property AbstractItemModel parts
    required property AbstractItemModel sentences

    readonly property list<color> inks: [Theme.edge, Theme.brand, Theme.line, Theme.brandSoft]

    clip: true

    Column {
        id: told

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.px(10)
        anchors.leftMargin: Theme.desk.pad
        anchors.rightMargin: Theme.desk.pad
        spacing: Theme.desk.px(5)

        PlotTitle {
            width: told.width
            text: card.title
            note: card.note
        }

        Row {
            visible: shares.count > 0

            Repeater {
                id: shares

                model: card.parts

                Rectangle {
                    required property int index
                    required property real share

                    width: share * told.width
                    height: Theme.desk.px(12)
                    color: card.inks[index % card.inks.length]
                }
            }
        }

        Flow {
            width: told.width
            visible: shares.count > 0
            spacing: Theme.desk.px(12)

            Repeater {
                model: card.parts

                Row {
                    id: part

                    required property int index
                    required property string label
                    required property string percent

                    spacing: Theme.desk.px(5)

                    Rectangle {
                        anchors.verticalCenter: parent.verticalCenter
                        width: Theme.desk.px(9)
                        height: width
                        radius: Theme.desk.px(2)
                        color: card.inks[part.index % card.inks.length]
                    }

                    ThemeText {
                        text: part.label
                        px: Theme.desk.tiny
                        wrapMode: Text.NoWrap
                    }

                    ThemeText {
                        text: part.percent
                        px: Theme.desk.tiny
                        soft: true
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }

        Repeater {
            model: card.sentences

            ThemeText {
                required property string sentence

                width: told.width
                text: sentence
                px: Theme.desk.small
            }
        }
    }
}
