pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! Service by queue: the strong part is half of all, the soft one reaches to nine tenths. */
Card {
    id: plot

    required property ReportsViewModel viewModel

    PlotTitle {
        id: title

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.px(10)
        anchors.leftMargin: Theme.desk.pad
        anchors.rightMargin: Theme.desk.pad
        text: Texts.t("reports.plot.service")
        note: Texts.t("reports.plot.service_note")
    }

    ThemeText {
        anchors.centerIn: parent
        visible: !plot.viewModel.hasReport
        text: Texts.t("reports.plot.empty")
        px: Theme.desk.small
        soft: true
    }

    Column {
        id: bars

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: title.bottom
        anchors.margins: Theme.desk.pad
        anchors.topMargin: Theme.desk.px(8)
        visible: plot.viewModel.hasReport

        Repeater {
            model: plot.viewModel.bars

            Item {
                id: bar

                required property string label
                required property real middle
                required property real high
                required property string told
                required property string note

                readonly property real room: bar.width - name.width - numbers.width - count.width

                width: bars.width
                height: Theme.desk.px(29)

                ThemeText {
                    id: name

                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.desk.px(92)
                    text: bar.label
                    px: Theme.desk.small
                    wrapMode: Text.NoWrap
                }

                Rectangle {
                    anchors.left: name.right
                    anchors.verticalCenter: parent.verticalCenter
                    width: bar.high * bar.room
                    height: Theme.desk.px(14)
                    radius: Theme.desk.px(3)
                    color: Theme.brandSoft

                    Rectangle {
                        width: bar.middle * bar.room
                        height: parent.height
                        radius: parent.radius
                        color: Theme.brand
                    }
                }

                ThemeText {
                    id: numbers

                    anchors.right: count.left
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.desk.px(94)
                    horizontalAlignment: Text.AlignRight
                    text: bar.told
                    px: Theme.desk.small
                    wrapMode: Text.NoWrap
                }

                ThemeText {
                    id: count

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.desk.px(52)
                    horizontalAlignment: Text.AlignRight
                    text: bar.note
                    px: Theme.desk.small
                    soft: true
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
