import QtQuick
import assets.ui
import hall_display
import screenkit

/*! The newest call: the number, and beside it or under it where to go. When it changes the number stands there at once;
    the sheet behind it fades twice in 200 ms. */
Rectangle {
    id: call

    required property WallViewModel wall

    readonly property bool isEmpty: call.wall.ticketNo === ""
    readonly property real room: call.width - 2 * Theme.wall.pad
    /*! A bold digit is 0.59 of its size wide, a capital 0.65; a line of digits 1.1 of it high. */
    readonly property real numberEms: 0.66 + 0.59 * Math.max(3, call.wall.ticketNo.length - 1)
    readonly property real lineEms: 1.1
    readonly property real leastNumber: Math.ceil(Theme.wall.call * call.lineEms)

    readonly property real goHeight: Math.ceil(Theme.wall.desk * 1.15)
    readonly property real goWidth: where.implicitWidth + go.spacing + unit.implicitWidth
    readonly property real beside: call.room - call.goWidth - Theme.wall.pad
    readonly property bool isWide: call.beside >= call.numberEms * Theme.wall.call
    /*! A zone with a long name has a line of its own at the foot: it says which way to go. */
    readonly property bool isZoneBelow: call.wall.zone !== "" && (!call.isWide || zone.implicitWidth > call.goWidth)
    readonly property real footHeight: call.isZoneBelow ? Theme.wall.line : 0
    readonly property real leastHeight: (call.isWide ? Math.max(call.leastNumber, call.goHeight + 2 * Theme.wall.line) : call.leastNumber + call.goHeight) + call.footHeight + Theme.wall.pad
    /*! The line with the queue or a short zone, where there is height for it. */
    readonly property bool hasNote: call.isWide || call.height >= call.leastHeight + Theme.wall.line
    readonly property real numberRoom: call.height - call.footHeight - Theme.wall.pad - (call.isWide ? 0 : call.goHeight + (call.hasNote ? Theme.wall.line : 0))
    readonly property int numberPx: Math.max(Theme.wall.call, Math.floor(Math.min((call.isWide ? call.beside : call.room) / call.numberEms, call.numberRoom / call.lineEms, 1.6 * Theme.wall.call)))

    radius: Theme.wall.radius
    color: call.isEmpty ? Theme.surface : Theme.brand
    border.width: call.isEmpty ? Theme.wall.edge : 0
    border.color: Theme.line

    Accessible.role: Accessible.AlertMessage
    Accessible.name: call.wall.spoken

    Connections {
        target: call.wall

        function onNewCall(): void {
            settle.restart()
        }
    }

    SequentialAnimation {
        id: settle

        ColorAnimation {
            target: call
            property: "color"
            to: Theme.brandDeep
            duration: 100
        }

        ColorAnimation {
            target: call
            property: "color"
            to: Theme.brand
            duration: 100
        }
    }

    WallText {
        anchors.centerIn: parent
        wanted: call.isEmpty
        room: call.room
        text: Texts.t("wall.call.none")
        soft: true
    }

    Item {
        id: sheet

        readonly property real used: number.height + (call.isWide ? 0 : call.goHeight + (call.hasNote ? Theme.wall.line : 0))
        readonly property real goUsed: 2 * Theme.wall.line + call.goHeight
        readonly property real goY: call.isWide ? Math.round((sheet.height - sheet.goUsed) / 2) + Theme.wall.line : number.y + number.height

        anchors.fill: parent
        anchors.leftMargin: Theme.wall.pad
        anchors.rightMargin: Theme.wall.pad
        anchors.bottomMargin: call.isZoneBelow ? call.footHeight + Math.round(Theme.wall.pad * 0.4) : 0
        visible: !call.isEmpty

        WallText {
            id: number

            y: Math.round((sheet.height - sheet.used) / 2)
            height: Math.ceil(call.numberPx * call.lineEms)
            verticalAlignment: Text.AlignVCenter
            text: call.wall.ticketNo
            px: call.numberPx
            strong: true
            color: Theme.inkOnBrand
            Accessible.ignored: true
        }

        WallText {
            id: please

            x: call.isWide ? sheet.width - implicitWidth : 0
            y: call.isWide ? sheet.goY - Theme.wall.line : sheet.goY
            height: call.isWide ? Theme.wall.line : call.goHeight
            verticalAlignment: Text.AlignVCenter
            wanted: call.isWide || implicitWidth + go.spacing + call.goWidth <= call.room
            text: Texts.t("wall.call.please")
            px: call.isWide ? Theme.wall.em : Theme.wall.desk
            color: Theme.inkOnBrand
            Accessible.ignored: true
        }

        Row {
            id: go

            x: call.isWide ? sheet.width - width : please.visible ? please.width + go.spacing : 0
            y: sheet.goY
            height: call.goHeight
            spacing: Theme.wall.of(0.26)

            WallText {
                id: where

                height: parent.height
                verticalAlignment: Text.AlignVCenter
                text: call.wall.counterNo
                px: Theme.wall.desk
                strong: true
                color: Theme.inkOnBrand
                Accessible.ignored: true
            }

            WallText {
                id: unit

                height: parent.height
                verticalAlignment: Text.AlignVCenter
                room: call.room - where.implicitWidth - go.spacing
                text: Texts.t("wall.call.counter_unit")
                px: Theme.wall.desk
                strong: true
                color: Theme.inkOnBrand
                Accessible.ignored: true
            }
        }

        Item {
            id: note

            readonly property string zoneOrQueue: call.isZoneBelow ? call.wall.queueName : call.wall.zone || call.wall.queueName
            readonly property real room: call.isWide ? sheet.width - number.width - Theme.wall.pad : sheet.width

            x: sheet.width - note.room
            y: sheet.goY + call.goHeight
            width: note.room
            height: Theme.wall.line
            visible: call.hasNote

            /*! That it is called again matters more than the queue's name; both stand where they fit. */
            WallText {
                id: again

                x: call.isWide ? note.width - implicitWidth : 0
                height: parent.height
                verticalAlignment: Text.AlignVCenter
                room: note.room
                text: call.wall.again
                color: Theme.inkOnBrandSoft
            }

            WallText {
                x: call.isWide ? note.width - implicitWidth - (again.visible ? again.width + Theme.wall.pad : 0) : again.visible ? again.width + Theme.wall.pad : 0
                height: parent.height
                verticalAlignment: Text.AlignVCenter
                room: note.room - (again.visible ? again.width + Theme.wall.pad : 0)
                text: note.zoneOrQueue
                color: Theme.inkOnBrandSoft
                Accessible.ignored: true
            }
        }
    }

    WallText {
        id: zone

        x: call.isWide ? call.width - Theme.wall.pad - implicitWidth : Theme.wall.pad
        y: call.height - height - Math.round(Theme.wall.pad * 0.4)
        height: Theme.wall.line
        verticalAlignment: Text.AlignVCenter
        wanted: call.isZoneBelow
        room: call.room
        text: call.wall.zone
        color: Theme.inkOnBrand
    }
}
