pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import assets.ui
import counter
import screenkit

/*! Waits by hour: the line is half of the people, the band reaches to nine tenths. */
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
        text: Texts.t("reports.plot.waits")
        note: Texts.t("reports.plot.waits_note")
    }

    ThemeText {
        anchors.centerIn: parent
        visible: !plot.viewModel.hasReport
        text: Texts.t("reports.plot.empty")
        px: Theme.desk.small
        soft: true
    }

    Item {
        id: field

        readonly property int scaleWidth: Theme.desk.px(46)

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.pad + field.scaleWidth
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.pad
        anchors.top: title.bottom
        anchors.topMargin: Theme.desk.px(12)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(28)
        visible: plot.viewModel.hasReport

        Repeater {
            model: 3

            Item {
                id: mark

                required property int index

                y: Math.round(field.height * mark.index / 2)
                width: field.width

                Rectangle {
                    width: mark.width
                    height: Theme.desk.edge
                    color: Theme.line
                }

                ThemeText {
                    anchors.right: parent.left
                    anchors.rightMargin: Theme.desk.px(8)
                    anchors.verticalCenter: parent.top
                    visible: mark.index < 2
                    text: mark.index === 0 ? plot.viewModel.scaleTop : plot.viewModel.scaleMiddle
                    px: Theme.desk.tiny
                    soft: true
                    wrapMode: Text.NoWrap
                }
            }
        }

        Shape {
            id: shape

            property string band: ""
            property string middle: ""

            anchors.fill: parent
            preferredRendererType: Shape.GeometryRenderer

            function draw(): void {
                shape.band = plot.viewModel?.bandPath(shape.width, shape.height) ?? ""
                shape.middle = plot.viewModel?.linePath(shape.width, shape.height) ?? ""
            }

            onWidthChanged: shape.draw()
            onHeightChanged: shape.draw()

            Connections {
                target: plot.viewModel

                function onReportChanged(): void {
                    shape.draw()
                }
            }

            ShapePath {
                fillColor: Theme.brandSoft
                strokeColor: Theme.none

                PathSvg {
                    path: shape.band
                }
            }

            ShapePath {
                fillColor: Theme.none
                strokeColor: Theme.brand
                strokeWidth: Theme.desk.px(2)
                joinStyle: ShapePath.RoundJoin
                capStyle: ShapePath.RoundCap

                PathSvg {
                    path: shape.middle
                }
            }
        }

        Row {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.bottom
            anchors.topMargin: Theme.desk.px(6)

            Repeater {
                id: hours

                model: plot.viewModel.points

                Item {
                    id: hour

                    required property string label

                    width: field.width / Math.max(1, hours.count)
                    height: Theme.desk.px(16)

                    ThemeText {
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: hour.label
                        px: Theme.desk.tiny
                        soft: true
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }
}
