import QtQuick
import assets.ui
import hall_display
import screenkit

/*! The newest call. When it changes the number stands there at once; the sheet behind it fades twice in 200 ms. */
Rectangle {
    id: call

    required property WallViewModel wall

    readonly property bool isEmpty: call.wall.ticketNo === ""

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
            duration: 200
        }

        ColorAnimation {
            target: call
            property: "color"
            to: Theme.brand
            duration: 200
        }
    }

    ThemeText {
        anchors.centerIn: parent
        visible: call.isEmpty
        text: Texts.t("wall.call.none")
        px: Theme.wall.strong
        soft: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.left: parent.left
        anchors.leftMargin: Theme.wall.px(48)
        anchors.verticalCenter: parent.verticalCenter
        visible: !call.isEmpty
        text: call.wall.ticketNo
        px: call.wall.ticketNo.length > 4 ? Theme.wall.px(164) : Theme.wall.call
        strong: true
        color: Theme.inkOnBrand
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Column {
        anchors.right: parent.right
        anchors.rightMargin: Theme.wall.px(48)
        anchors.verticalCenter: parent.verticalCenter
        visible: !call.isEmpty
        spacing: -Theme.wall.px(12)  // the face brings more air than a card of this height has

        ThemeText {
            anchors.right: parent.right
            text: Texts.t("wall.call.please")
            px: Theme.wall.strong
            color: Theme.inkOnBrand
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Row {
            anchors.right: parent.right
            spacing: Theme.wall.px(20)

            ThemeText {
                text: call.wall.counterNo
                px: Theme.wall.desk
                strong: true
                color: Theme.inkOnBrand
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            ThemeText {
                text: Texts.t("wall.call.counter_unit")
                px: Theme.wall.desk
                strong: true
                color: Theme.inkOnBrand
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }

        Row {
            anchors.right: parent.right
            spacing: Theme.wall.px(28)

            ThemeText {
                visible: call.wall.again !== ""
                text: call.wall.again
                px: Theme.wall.body
                color: Theme.inkOnBrandSoft
                wrapMode: Text.NoWrap
            }

            ThemeText {
                text: call.wall.zone || call.wall.queueName
                px: call.wall.zone ? Theme.wall.body : Theme.wall.strong
                color: Theme.inkOnBrand
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
