import QtQuick
import assets.ui
import kiosk
import screenkit

/*! A question answered in digits: people, money, phone, case code, 查询码. A keyboard's digits work too. */
SessionPage {
    id: page

    required property DigitsModel viewModel

    readonly property bool beside: Theme.kiosk.landscape
    readonly property real leftWidth: page.beside ? Math.round(page.bodyWidth * 0.52) : page.bodyWidth

    question: page.viewModel.question
    hint: page.viewModel.hint
    focus: true

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace) {
            page.viewModel.erase()
            event.accepted = true
        } else if (event.text >= "0" && event.text <= "9" && event.text.length === 1) {
            page.viewModel.press(event.text)
            event.accepted = true
        }
    }
    Keys.onReturnPressed: page.viewModel.goOn()
    Keys.onEnterPressed: page.viewModel.goOn()

    Rectangle {
        id: box

        width: page.leftWidth
        height: Theme.kiosk.entry
        radius: Theme.kiosk.radiusSmall
        color: Theme.surface
        border.width: Theme.kiosk.edgeStrong
        border.color: Theme.brand

        Accessible.role: Accessible.EditableText
        Accessible.name: page.viewModel.label
        Accessible.description: page.viewModel.text + page.viewModel.unit

        Row {
            anchors.left: parent.left
            anchors.leftMargin: Theme.kiosk.grid
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.kiosk.px(20)

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                visible: text !== ""
                text: page.viewModel.prefix
                px: Theme.kiosk.px(Theme.largePrint ? 50 : 46)
                soft: true
                wrapMode: Text.NoWrap
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: page.viewModel.text
                px: page.viewModel.prefix === "" ? Theme.kiosk.title : Theme.kiosk.px(Theme.largePrint ? 50 : 46)
                strong: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.kiosk.px(4)
                height: Theme.kiosk.title
                color: Theme.brand
            }
        }

        ThemeText {
            anchors.right: parent.right
            anchors.rightMargin: Theme.kiosk.grid
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: page.viewModel.unit
            px: Theme.kiosk.choice
            soft: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }

    ThemeText {
        id: said

        anchors.top: box.bottom
        anchors.topMargin: Theme.kiosk.px(12)
        width: page.leftWidth
        height: Math.max(implicitHeight, Theme.kiosk.px(66))
        readonly property bool offers: page.viewModel.note === "" && page.viewModel.reading === ""

        text: page.viewModel.note !== "" ? page.viewModel.note : said.offers ? page.viewModel.offer : page.viewModel.reading
        px: page.viewModel.note !== "" || said.offers ? Theme.kiosk.body : Theme.kiosk.px(Theme.largePrint ? 50 : 42)
        color: said.offers ? Theme.inkSoft : Theme.brandDeep
        strong: !said.offers
    }

    NumberPad {
        id: pad

        readonly property real room: page.beside ? parent.height
            : parent.height - said.y - said.height - buttons.height - Theme.kiosk.px(52)
                - (below.visible ? below.height + Theme.kiosk.gap : 0)

        x: page.beside ? parent.width - width : 0
        y: page.beside ? 0 : said.y + said.height + Theme.kiosk.px(12)
        keyWidth: Math.floor(((page.beside ? page.bodyWidth - page.leftWidth - Theme.kiosk.margin : page.bodyWidth)
            - 2 * Theme.kiosk.gap) / 3)
        keyHeight: Math.floor(Math.min(Theme.kiosk.px(172), (pad.room - 3 * Theme.kiosk.gap) / 4))
        clearText: Texts.t("kiosk.frame.clear")
        eraseText: Texts.t("kiosk.frame.erase")
        onPressed: digit => page.viewModel.press(digit)
        onErased: page.viewModel.erase()
        onCleared: page.viewModel.clear()
    }

    AnswerButtons {
        id: buttons

        width: page.leftWidth
        y: page.beside ? pad.height - height : pad.y + pad.height + Theme.kiosk.px(40)
        openText: page.viewModel.openText
        nextText: page.session.busy ? Texts.t("kiosk.frame.asking_hall") : Texts.t("kiosk.frame.next")
        onLeaveOpen: page.viewModel.leaveOpen()
        onGoOn: page.viewModel.goOn()
    }

    ThemeText {
        id: below

        anchors.top: page.beside ? said.bottom : buttons.bottom
        anchors.topMargin: Theme.kiosk.gap
        width: page.leftWidth
        visible: text !== "" && !Theme.largePrint
        text: page.viewModel.below
        soft: true
    }

    Component.onCompleted: page.forceActiveFocus()
}
