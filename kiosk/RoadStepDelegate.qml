import QtQuick
import assets.ui

/*! One step of the road: its number, its name, how it stands in a word, and what is done. */
Item {
    id: step

    required property int index
    required property int number
    required property string name
    required property string tag
    required property string text
    required property string who
    required property string basis
    required property string reach
    required property bool last
    /*! Whether the next step stands below it. */
    property bool linked: false

    readonly property bool here: step.reach === "now" || step.reach === "stopped"
    readonly property bool done: step.reach === "done"
    readonly property real disc: Theme.kiosk.px(Theme.largePrint ? 88 : 68)

    implicitHeight: words.height + Theme.kiosk.px(Theme.kiosk.landscape ? 6 : 16)

    Accessible.role: Accessible.ListItem
    Accessible.name: step.number + " " + step.name + " " + step.tag

    Rectangle {
        x: step.disc / 2 - width / 2
        y: step.disc
        width: Theme.kiosk.edge
        height: step.height - step.disc
        visible: step.linked
        color: step.done ? Theme.brand : Theme.line
    }

    Rectangle {
        width: step.disc
        height: step.disc
        radius: width / 2
        color: step.here ? Theme.brand : step.done ? Theme.brandSoft : Theme.surface
        border.width: step.here ? 0 : Theme.kiosk.px(4)
        border.color: step.done ? Theme.brand : Theme.line

        ThemeText {
            anchors.centerIn: parent
            visible: !step.done
            text: step.number
            px: Theme.kiosk.px(Theme.largePrint ? 44 : 34)
            strong: true
            color: step.here ? Theme.inkOnBrand : Theme.inkSoft
            Accessible.ignored: true
        }

        Pictogram {
            anchors.centerIn: parent
            visible: step.done
            picture: "check"
            size: step.disc * 0.6
            ink: Theme.brand
        }
    }

    Column {
        id: words

        x: step.disc + Theme.kiosk.px(28)
        width: parent.width - x
        topPadding: (step.disc - title.height) / 2
        spacing: Theme.kiosk.px(4)

        Item {
            width: parent.width
            height: title.height

            ThemeText {
                id: title

                width: parent.width - chip.width - Theme.kiosk.px(20)
                text: step.name
                px: Theme.kiosk.px(Theme.largePrint ? 52 : 40)
                strong: true
                color: step.here ? Theme.brandDeep : Theme.ink
            }

            Rectangle {
                id: chip

                anchors.right: parent.right
                anchors.verticalCenter: title.verticalCenter
                width: tagText.implicitWidth + (step.here ? Theme.kiosk.px(36) : 0)
                height: tagText.height + Theme.kiosk.px(step.here ? 12 : 0)
                radius: height / 2
                color: step.here ? Theme.brand : Theme.surface

                ThemeText {
                    id: tagText

                    anchors.centerIn: parent
                    text: step.tag
                    px: Theme.kiosk.px(Theme.largePrint ? 40 : 30)
                    soft: !step.here
                    color: step.here ? Theme.inkOnBrand : Theme.inkSoft
                    wrapMode: Text.NoWrap
                }
            }
        }

        ThemeText {
            width: parent.width
            text: step.text
            px: Theme.kiosk.px(Theme.largePrint ? 44 : 32)
            soft: !step.here
        }

        Flow {
            width: parent.width
            visible: step.who !== ""
            spacing: Theme.kiosk.px(4)

            // Wide enough, both stand on one line.
            ThemeText {
                width: Theme.kiosk.landscape && !Theme.largePrint ? implicitWidth + Theme.kiosk.px(28) : parent.width
                text: step.who
                px: Theme.kiosk.px(Theme.largePrint ? 44 : 28)
                soft: true
            }

            ThemeText {
                width: Theme.kiosk.landscape ? implicitWidth : parent.width
                visible: !Theme.largePrint
                text: step.basis
                px: Theme.kiosk.px(28)
                soft: true
            }
        }
    }
}
