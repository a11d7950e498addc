import QtQuick

/*! The frame of every kiosk page, so that head, question and foot stand at the same place on each of them.

    A page gives words and its body (children); an empty word leaves that control out, and a page shows no control that
    does nothing. Signals say what was pressed. For a moment after it appears a page takes no touch: the second tap of a
    shaky hand must not answer a question that it has not seen. */
FocusScope {
    id: page

    // Head.
    property int step: 0                    // from 1; 0 shows no steps
    property int stepCount: 6
    property string stepText: ""
    property string ticketFirstText: ""     // 先取号，到窗口再说
    property alias headContent: headSlot.data
    /*! false: no head at all (the last page, the attract page). */
    property bool headShown: true

    // Question.
    property string question: ""
    property string hint: ""

    // Foot.
    property string backText: ""
    property string restartText: ""
    property string helpText: ""
    property alias footContent: footSlot.data    // right of the buttons, for the one primary action
    property int secondsLeft: 0
    property int secondsAll: 0                   // 0 shows no ring
    property string timeText: ""

    /*! What the keyboard takes away: it stands above the foot, so that 上一步 and 叫人帮忙 stay in sight. */
    property real keyboardHeight: 0

    default property alias body: bodySlot.data
    /*! What the body has, in pixels. */
    readonly property real bodyWidth: bodySlot.width
    readonly property real bodyHeight: bodySlot.height

    /*! True in that first moment. */
    readonly property bool settling: settle.running

    signal back()
    signal restart()
    signal helpCalled()
    signal ticketFirst()

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Rectangle {
        id: headBar

        anchors.left: parent.left
        anchors.right: parent.right
        visible: page.headShown
        height: page.headShown ? Theme.kiosk.head : 0
        color: Theme.surface

        StepBars {
            anchors.left: parent.left
            anchors.leftMargin: Theme.kiosk.margin
            anchors.verticalCenter: parent.verticalCenter
            visible: page.step > 0
            current: page.step
            count: page.stepCount
            text: page.stepText
        }

        Item {
            id: headSlot

            anchors.left: parent.left
            anchors.leftMargin: Theme.kiosk.margin
            anchors.right: ticketButton.visible ? ticketButton.left : parent.right
            anchors.rightMargin: Theme.kiosk.margin
            anchors.top: parent.top
            anchors.bottom: parent.bottom
        }

        TouchButton {
            id: ticketButton

            anchors.right: parent.right
            anchors.rightMargin: Theme.kiosk.margin
            anchors.verticalCenter: parent.verticalCenter
            visible: page.ticketFirstText !== ""
            height: Math.min(parent.height - Theme.kiosk.px(24), Math.max(Theme.kiosk.px(92), Theme.kiosk.touchMin))
            text: page.ticketFirstText
            px: Theme.kiosk.px(Theme.largePrint ? 44 : 34)
            pad: Theme.kiosk.px(30)
            ink: Theme.brand
            strong: true
            onClicked: page.ticketFirst()
        }

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Math.max(1, Theme.kiosk.px(2))
            color: Theme.line
        }
    }

    ThemeText {
        id: questionText

        anchors.top: headBar.bottom
        anchors.topMargin: Theme.kiosk.px(68)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.kiosk.margin
        anchors.rightMargin: Theme.kiosk.margin
        visible: page.question !== ""
        height: visible ? implicitHeight : 0
        text: page.question
        px: Theme.kiosk.question
        strong: true
        lineHeight: 0.88    // the face leaves half a line between two; a question of two lines is one thing
        Accessible.role: Accessible.Heading
    }

    ThemeText {
        id: hintText

        anchors.top: questionText.bottom
        anchors.topMargin: visible ? Theme.kiosk.px(16) : 0
        anchors.left: questionText.left
        anchors.right: questionText.right
        visible: page.hint !== ""
        height: visible ? implicitHeight : 0
        text: page.hint
        px: Theme.kiosk.body
        soft: true
    }

    Item {
        id: bodySlot

        anchors.top: hintText.bottom
        anchors.topMargin: Theme.kiosk.px(40)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: footBar.top
        anchors.leftMargin: Theme.kiosk.margin
        anchors.rightMargin: Theme.kiosk.margin
        anchors.bottomMargin: Theme.kiosk.grid + page.keyboardHeight
    }

    Rectangle {
        id: footBar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.kiosk.foot
        color: Theme.surface

        Rectangle {
            width: parent.width
            height: Math.max(1, Theme.kiosk.px(2))
            color: Theme.line
        }

        Row {
            id: buttons

            anchors.left: parent.left
            anchors.leftMargin: Theme.kiosk.margin
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.kiosk.gap

            TouchButton {
                visible: page.backText !== ""
                text: page.backText
                picture: Theme.largePrint ? "" : "back"
                pad: Theme.kiosk.px(Theme.largePrint ? 36 : 28)
                onClicked: page.back()
            }

            TouchButton {
                visible: page.restartText !== ""
                text: page.restartText
                onClicked: page.restart()
            }

            TouchButton {
                visible: page.helpText !== ""
                kind: "help"
                // Drawn where it stands alone; beside 上一步 and 重新开始 its colour is enough.
                picture: page.restartText === "" && !Theme.largePrint ? "help" : ""
                text: page.helpText
                onClicked: page.helpCalled()
            }
        }

        Item {
            id: footSlot

            anchors.left: buttons.right
            anchors.leftMargin: Theme.kiosk.gap
            anchors.right: ring.visible ? ring.left : parent.right
            anchors.rightMargin: ring.visible ? Theme.kiosk.gap : Theme.kiosk.margin
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.kiosk.barButton
        }

        TimeRing {
            id: ring

            anchors.right: parent.right
            anchors.rightMargin: Theme.kiosk.margin
            anchors.verticalCenter: parent.verticalCenter
            visible: page.secondsAll > 0
            secondsLeft: page.secondsLeft
            secondsAll: page.secondsAll
            text: page.timeText
        }
    }

    Timer {
        id: settle

        interval: Theme.settleMs
    }

    MouseArea {
        anchors.fill: parent
        z: 1
        visible: page.settling
    }

    Component.onCompleted: settle.start()
    onVisibleChanged: {
        if (page.visible)
            settle.restart()
    }
}
