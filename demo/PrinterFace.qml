pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import demo
import screenkit

/*! The printer from the front: paper rises out of its slit as it is burnt; below it the switches that break it. */
Item {
    id: face

    required property PrinterModel printer

    ThemeText {
        id: title

        text: Texts.t("demo.printer.title")
        px: Theme.desk.title
        strong: true
    }

    Item {
        id: air

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: title.bottom
        anchors.bottom: slit.top
        clip: true

        Image {
            id: paper

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            width: slit.width - 2 * Theme.desk.margin
            height: implicitWidth > 0 ? implicitHeight * width / implicitWidth : 0
            cache: false
            mipmap: true
            source: face.printer.hangs ? face.printer.hanging : ""
            Accessible.role: Accessible.Graphic
            Accessible.name: Texts.t("demo.printer.hanging")
            Accessible.ignored: !face.printer.hangs
        }

        // Paper and ground are nearly of one colour: its edges show it.
        Rectangle {
            anchors.fill: paper
            visible: paper.height > 0
            color: Theme.none
            border.width: Theme.desk.edge
            border.color: Theme.line
        }
    }

    Rectangle {
        id: slit

        anchors.bottom: body.top
        anchors.bottomMargin: -Theme.desk.px(4)
        x: Theme.desk.margin
        width: parent.width - 2 * x
        height: Theme.desk.px(12)
        radius: height / 2
        color: Theme.brandDeep
    }

    Card {
        id: body

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: switches.height + 2 * Theme.desk.pad

        Column {
            id: switches

            x: Theme.desk.pad
            y: Theme.desk.pad
            width: parent.width - 2 * x
            spacing: Theme.desk.gap

            Item {
                width: parent.width
                height: Theme.desk.px(26)

                Rectangle {
                    id: lamp

                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.desk.px(12)
                    height: width
                    radius: face.printer.prints ? width / 2 : 0
                    color: face.printer.prints ? Theme.brand : Theme.ink
                }

                ThemeText {
                    anchors.left: lamp.right
                    anchors.leftMargin: Theme.desk.px(10)
                    anchors.verticalCenter: parent.verticalCenter
                    text: face.printer.word
                    px: Theme.desk.strong
                    strong: true
                }

                ThemeText {
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.right: parent.right
                    text: face.printer.left
                    px: Theme.desk.body
                }
            }

            SwitchRow {
                width: parent.width
                label: Texts.t("demo.printer.paper")
                keys: ["new", "near_end", "finger", "out"]
                names: keys.map(key => Texts.t(`demo.printer.paper_${key}`))
                on: [face.printer.paper]
                onPicked: key => face.printer.setPaper(key)
            }

            SwitchRow {
                width: parent.width
                label: Texts.t("demo.printer.faults")
                keys: ["open", "heat", "jam", "pull"]
                names: keys.map(key => Texts.t(`demo.printer.${key}`))
                on: [face.printer.isOpen ? "open" : "", face.printer.isHot ? "heat" : "",
                    face.printer.isJammed ? "jam" : "", face.printer.isPluggedIn ? "" : "pull"]
                onPicked: key => {
                    switch (key) {
                    case "open": face.printer.setCover(!face.printer.isOpen); break
                    case "heat": face.printer.setHot(!face.printer.isHot); break
                    case "jam": face.printer.setJammed(!face.printer.isJammed); break
                    default: face.printer.setPluggedIn(!face.printer.isPluggedIn)
                    }
                }
            }

            SwitchRow {
                width: parent.width
                label: Texts.t("demo.printer.line")
                keys: ["9600", "19200", "115200"]
                names: keys
                on: [String(face.printer.baud)]
                onPicked: key => face.printer.setBaud(Number(key))
            }

            SwitchRow {
                width: parent.width
                label: Texts.t("demo.printer.answers")
                keys: ["at_once", "late", "never"]
                names: keys.map(key => Texts.t(`demo.printer.${key}`))
                on: [face.printer.answers]
                onPicked: key => face.printer.setAnswers(key)
            }
        }
    }
}
