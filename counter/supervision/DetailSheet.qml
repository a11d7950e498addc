pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import "../casework"
import counter
import screenkit

/*! The chosen line: what it is, the ladder, its parts, and what happened. Arrows scroll it once it has the focus. */
FocusScope {
    id: view

    required property DetailViewModel viewModel
    /*! What stands here while no line is chosen. */
    property string beside: ""
    property bool isWriting: false

    readonly property bool isExplaining: view.viewModel.isExplaining

    Keys.onDownPressed: view.scroll(Theme.desk.px(60))
    Keys.onUpPressed: view.scroll(-Theme.desk.px(60))

    function scroll(step: real): void {
        page.contentY = Math.max(0, Math.min(page.contentHeight - page.height, page.contentY + step))
    }

    Connections {
        target: view.viewModel

        function onMoved(): void {
            page.contentY = 0
        }
    }

    Card {
        anchors.fill: parent
        border.color: view.activeFocus ? Theme.brand : Theme.line
        border.width: view.activeFocus ? Theme.desk.edgeStrong : Theme.desk.edge
    }

    ThemeText {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.desk.pad
        horizontalAlignment: Text.AlignHCenter
        visible: view.viewModel.title === ""
        text: view.beside
        px: Theme.desk.body
        soft: true
    }

    DetailHead {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.pad
        visible: view.viewModel.title !== ""
        viewModel: view.viewModel
        isWriting: view.isWriting
    }

    Flickable {
        id: page

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.pad
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(18)
        anchors.top: head.bottom
        anchors.topMargin: Theme.desk.px(10)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.px(8)
        clip: true
        focus: true
        contentHeight: view.isExplaining ? how.height : rows.height
        boundsBehavior: Flickable.StopAtBounds

        HowSheet {
            id: how

            width: page.width
            visible: view.isExplaining
            lines: view.viewModel.howLines
        }

        Column {
            id: rows

            width: page.width
            visible: !view.isExplaining
            spacing: Theme.desk.px(7)

            Repeater {
                model: view.viewModel.facts

                DetailFact {
                    width: rows.width
                }
            }

            ColumnHead {
                width: parent.width
                height: implicitHeight + Theme.desk.px(8)
                visible: rungs.count > 0
                text: Texts.t("counter_supervision.column.ladder")
            }

            LadderRow {
                id: rungs

                width: parent.width
                visible: rungs.count > 0
                rungs: view.viewModel.rungs
            }

            ColumnHead {
                width: parent.width
                height: implicitHeight + Theme.desk.px(8)
                visible: parts.count > 0
                text: view.viewModel.partsTitle
            }

            Repeater {
                id: parts

                model: view.viewModel.parts

                DetailPart {
                    width: rows.width
                }
            }

            ColumnHead {
                width: parent.width
                height: implicitHeight + Theme.desk.px(8)
                visible: lines.count > 0
                text: Texts.t("counter_supervision.column.lines")
            }

            Column {
                width: parent.width

                Repeater {
                    id: lines

                    model: view.viewModel.lines

                    TimelineLineDelegate {
                        width: rows.width
                    }
                }
            }
        }
    }

    ScrollMark {
        list: page
    }
}
