import QtQuick
import assets.ui
import screenkit

/*! One answer with its question and 「改」. In 大字 the question stands over the answer. */
Item {
    id: row

    required property string question
    required property string label
    required property string value
    required property bool told
    required property string change
    required property int index

    readonly property bool above: Theme.largePrint && !Theme.kiosk.landscape
    readonly property real pad: Theme.kiosk.px(36)
    readonly property real labelWidth: row.above ? 0 : Theme.kiosk.px(Theme.largePrint ? 200 : 160)
    /*! A story is read, the other answers are recognised. */
    readonly property bool isLong: row.value.length > 40

    /*! Top of the answer: a short one stands in the middle of its row. */
    readonly property real firstLine: row.isLong ? Theme.kiosk.px(26)
        : (Theme.kiosk.px(Theme.largePrint ? 172 : 106) - words.height) / 2

    signal edit(question: string)

    height: Math.max(Theme.kiosk.px(Theme.largePrint ? 172 : 106),
        words.y + words.height + Theme.kiosk.px(row.isLong ? 26 : 20))

    Rectangle {
        x: row.pad
        width: parent.width - 2 * x
        height: Math.max(1, Theme.kiosk.px(2))
        visible: row.index > 0
        color: Theme.line
    }

    ThemeText {
        id: labelText

        x: row.pad
        y: row.above ? Theme.kiosk.px(22) : row.firstLine + (words.px - px)
        width: row.above ? words.width : row.labelWidth
        text: row.label
        px: Theme.kiosk.px(Theme.largePrint ? 36 : 32)
        soft: true
    }

    ThemeText {
        id: words

        x: row.pad + row.labelWidth
        y: row.above ? labelText.y + labelText.height
            : row.firstLine
        width: button.x - x - Theme.kiosk.px(24)
        text: row.value
        px: Theme.kiosk.px(Theme.largePrint ? (row.isLong ? 44 : 48) : (row.isLong ? 34 : 36))
        strong: row.told && !row.isLong
        soft: !row.told
    }

    TouchButton {
        id: button

        x: parent.width - width - Theme.kiosk.px(28)
        y: (Math.min(parent.height, Theme.kiosk.px(Theme.largePrint ? 172 : 106)) - height) / 2
        width: Theme.kiosk.px(Theme.largePrint ? 150 : 124)
        height: Math.max(Theme.kiosk.px(Theme.largePrint ? 112 : 78), Theme.kiosk.touchMin)
        text: Texts.t("kiosk.check.change")
        px: Theme.kiosk.px(Theme.largePrint ? 46 : 36)
        ink: Theme.brand
        Accessible.name: row.change
        onClicked: row.edit(row.question)
    }
}
