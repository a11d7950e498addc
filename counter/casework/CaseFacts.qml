pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! The left column: clocks with the digit that says how each was counted, units, who and what, materials. */
FocusScope {
    id: column

    required property CaseViewModel viewModel

    function scroll(step: real): void {
        sheet.contentY = Math.max(0, Math.min(sheet.contentHeight - sheet.height, sheet.contentY + step))
    }

    Keys.onDownPressed: column.scroll(Theme.desk.px(60))
    Keys.onUpPressed: column.scroll(-Theme.desk.px(60))

    Connections {
        target: column.viewModel

        function onShownAnew(): void {
            sheet.contentY = 0
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.sunken
    }

    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: column.activeFocus ? Theme.desk.edgeStrong : Theme.desk.edge
        color: column.activeFocus ? Theme.brand : Theme.line
    }

    Flickable {
        id: sheet

        anchors.fill: parent
        anchors.margins: Theme.desk.pad
        anchors.rightMargin: Theme.desk.px(18)
        clip: true
        focus: true
        contentHeight: rows.height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: rows

            width: sheet.width
            spacing: Theme.desk.px(7)

            ColumnHead {
                width: parent.width
                text: Texts.t("counter_casework.column.clocks")
                note: clocks.count > 0 ? Texts.t("counter_casework.column.how") : ""
            }

            ThemeText {
                visible: clocks.count === 0
                text: Texts.t("counter_casework.column.no_clock")
                px: Theme.desk.small
                soft: true
            }

            Repeater {
                id: clocks

                model: column.viewModel.clocks

                CaseClock {
                    width: rows.width
                    onPressed: column.viewModel.explain(index)
                }
            }

            ColumnHead {
                width: parent.width
                visible: units.count > 0
                text: Texts.t("counter_casework.column.units")
            }

            Repeater {
                id: units

                model: column.viewModel.units

                Item {
                    id: unit

                    required property string name
                    required property string part
                    required property string share
                    required property bool isLive

                    width: rows.width
                    height: Math.max(unitName.height, Theme.desk.px(24))

                    ThemeText {
                        id: part

                        anchors.left: parent.left
                        anchors.leftMargin: Theme.desk.px(2)
                        anchors.top: unitName.top
                        text: unit.part
                        px: Theme.desk.small
                        soft: true
                        wrapMode: Text.NoWrap
                    }

                    ThemeText {
                        id: unitName

                        anchors.left: part.right
                        anchors.leftMargin: Theme.desk.px(8)
                        anchors.right: share.left
                        anchors.rightMargin: Theme.desk.px(8)
                        text: unit.name
                        px: Theme.desk.small
                        strong: unit.isLive
                    }

                    ThemeText {
                        id: share

                        anchors.right: parent.right
                        anchors.top: unitName.top
                        text: unit.share
                        px: Theme.desk.small
                        soft: !unit.isLive
                        wrapMode: Text.NoWrap
                    }
                }
            }

            ColumnHead {
                width: parent.width
                text: Texts.t("counter_casework.column.facts")
            }

            Repeater {
                model: column.viewModel.facts

                Item {
                    id: fact

                    required property string label
                    required property string value
                    required property bool isLong

                    width: rows.width
                    height: value.y + value.height + (fact.isLong ? Theme.desk.px(4) : 0)

                    ThemeText {
                        id: label

                        x: Theme.desk.px(2)
                        text: fact.label
                        px: Theme.desk.small
                        soft: true
                        wrapMode: Text.NoWrap
                    }

                    ThemeText {
                        id: value

                        x: fact.isLong ? Theme.desk.px(2) : Theme.desk.px(74)
                        y: fact.isLong && fact.label !== "" ? label.height + Theme.desk.px(2) : 0
                        width: parent.width - x
                        text: fact.value
                        px: fact.isLong ? Theme.desk.body : Theme.desk.px(14)
                        lineHeight: fact.isLong ? 1.15 : 1
                    }
                }
            }

            ColumnHead {
                width: parent.width
                visible: materials.count > 0
                text: Texts.t("counter_casework.column.materials")
                note: materials.count
            }

            Repeater {
                id: materials

                model: column.viewModel.materials

                Item {
                    id: material

                    required property string name
                    required property string note

                    width: rows.width
                    height: Math.max(materialName.height, Theme.desk.px(22))

                    ThemeText {
                        id: materialName

                        anchors.left: parent.left
                        anchors.leftMargin: Theme.desk.px(2)
                        anchors.right: noteText.left
                        anchors.rightMargin: Theme.desk.px(8)
                        text: material.name
                        px: Theme.desk.small
                    }

                    ThemeText {
                        id: noteText

                        anchors.right: parent.right
                        text: material.note
                        px: Theme.desk.small
                        soft: true
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }

    ScrollMark {
        list: sheet
    }
}
