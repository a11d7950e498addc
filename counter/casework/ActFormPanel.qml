pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! The form of an act, made of its fields: advice on top, what is missing or refused below, nothing lost. */
FocusScope {
    id: panel

    required property ActFormViewModel viewModel

    focus: true

    Component.onCompleted: panel.begin()
    Keys.onReturnPressed: panel.viewModel.confirm()
    Keys.onEnterPressed: panel.viewModel.confirm()

    function begin(): void {
        if (fields.count > 0)
            panel.goTo(0)
        else
            panel.forceActiveFocus()
    }

    function goTo(index: int): void {
        const field = fields.itemAt(index) as ActField
        if (field !== null)
            field.focusIt()
    }

    Connections {
        target: panel.viewModel

        function onOpened(): void {
            panel.begin()
        }

        function onMissing(key: string): void {
            for (let index = 0; index < fields.count; ++index) {
                const field = fields.itemAt(index) as ActField
                if (field !== null && field.key === key)
                    field.focusIt()
            }
        }
    }

    Card {
        anchors.fill: parent
        selected: false
        border.color: Theme.brand
        border.width: Theme.desk.edgeStrong
    }

    ThemeText {
        id: title

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.desk.pad
        text: panel.viewModel.title
        px: Theme.desk.title
        strong: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.pad
        anchors.verticalCenter: title.verticalCenter
        text: Texts.t("counter_casework.form.keys")
        px: Theme.desk.tiny
        soft: true
        wrapMode: Text.NoWrap
    }

    Flickable {
        id: sheet

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.pad
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.px(18)
        anchors.top: title.bottom
        anchors.topMargin: Theme.desk.px(8)
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.desk.px(8)
        clip: true
        contentHeight: rows.height + Theme.desk.px(6)
        boundsBehavior: Flickable.StopAtBounds

        function show(item: Item): void {
            const top = item.mapToItem(rows, 0, 0).y
            const bottom = top + item.height + Theme.desk.px(6)
            if (top < sheet.contentY)
                sheet.contentY = Math.max(0, top - Theme.desk.px(4))
            else if (bottom > sheet.contentY + sheet.height)
                sheet.contentY = Math.min(top, bottom - sheet.height)
        }

        Column {
            id: rows

            width: sheet.width
            spacing: Theme.desk.px(10)

            Rectangle {
                width: parent.width
                height: advice.height + 2 * Theme.desk.px(9)
                visible: adviceLines.count > 0
                color: Theme.sunken

                Rectangle {
                    anchors.left: parent.left
                    anchors.top: parent.top
                    anchors.bottom: parent.bottom
                    width: Theme.desk.px(3)
                    color: Theme.brand
                }

                Column {
                    id: advice

                    x: Theme.desk.px(14)
                    y: Theme.desk.px(9)
                    width: parent.width - 2 * x
                    spacing: Theme.desk.px(4)

                    Repeater {
                        id: adviceLines

                        model: panel.viewModel.advice

                        ThemeText {
                            required property string sentence

                            width: advice.width
                            text: sentence
                            px: Theme.desk.px(14)
                        }
                    }
                }
            }

            Repeater {
                id: fields

                model: panel.viewModel.fields

                ActField {
                    id: field

                    width: rows.width
                    viewModel: panel.viewModel
                    onEntered: panel.viewModel.confirm()
                    onShown: sheet.show(field)
                }
            }
        }
    }

    ScrollMark {
        list: sheet
    }

    Item {
        id: foot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.desk.pad
        height: buttons.height + (said.text === "" ? 0 : said.height + Theme.desk.px(8))

        ThemeText {
            id: said

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            text: panel.viewModel.said
            px: Theme.desk.body
            strong: true
        }

        Row {
            id: buttons

            anchors.left: parent.left
            anchors.bottom: parent.bottom
            spacing: Theme.desk.px(8)

            DeskButton {
                kind: "primary"
                enabled: !panel.viewModel.isBusy
                text: Texts.t("counter_casework.form.confirm")
                key: "F10"
                onClicked: panel.viewModel.confirm()
            }

            DeskButton {
                text: Texts.t("counter_casework.form.cancel")
                note: "Esc"
                onClicked: panel.viewModel.close()
            }
        }
    }
}
