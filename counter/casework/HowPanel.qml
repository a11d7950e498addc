pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 「怎么算的」: the facts of a date, then its days one by one. */
Card {
    id: panel

    required property CaseViewModel viewModel

    Keys.onDownPressed: panel.scroll(Theme.desk.px(60))
    Keys.onUpPressed: panel.scroll(-Theme.desk.px(60))

    function scroll(step: real): void {
        list.contentY = Math.max(list.originY, Math.min(Math.max(list.originY, list.originY + list.contentHeight - list.height), list.contentY + step))
    }

    ThemeText {
        id: title

        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.desk.pad
        text: Texts.t("deadlines.title")
        px: Theme.desk.title
        strong: true
        wrapMode: Text.NoWrap
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.pad
        anchors.verticalCenter: title.verticalCenter
        text: Texts.t("counter_casework.column.back_hint")
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    ListView {
        id: list

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: title.bottom
        anchors.bottom: parent.bottom
        anchors.margins: Theme.desk.pad
        anchors.topMargin: Theme.desk.px(8)
        anchors.rightMargin: Theme.desk.px(18)
        clip: true
        spacing: Theme.desk.px(5)
        boundsBehavior: Flickable.StopAtBounds
        model: panel.viewModel.howLines

        delegate: Item {
            id: line

            required property string label
            required property string words
            required property bool isDay
            required property bool isCounted

            width: list.width
            height: Math.max(label.height, words.height)

            ThemeText {
                id: label

                width: line.isDay ? Theme.desk.px(170) : Theme.desk.px(52)
                text: line.label
                px: Theme.desk.small
                soft: !line.isDay || !line.isCounted
                wrapMode: Text.NoWrap
            }

            ThemeText {
                id: words

                x: label.width + Theme.desk.px(8)
                width: parent.width - x
                text: line.words
                px: line.isDay ? Theme.desk.small : Theme.desk.px(14)
                soft: line.isDay && !line.isCounted
                strong: line.isDay && line.isCounted
            }
        }
    }

    ScrollMark {
        list: list
        visible: list.contentHeight > list.height + 1
    }
}
