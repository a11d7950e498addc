import QtQuick
import assets.ui
import kiosk
import screenkit

/*! The frame of every page of a session: the words of head and foot, and the way to 大字 and back. */
KioskPage {
    id: page

    required property SessionModel session
    required property IdleModel idle
    required property HelpModel help

    /*! Words that fit the question, a line each; the keyboard offers them. */
    property string suggested: ""

    readonly property string inSize: Theme.largePrint ? "_large" : ""

    /*! What an answer in this place shows of the keypad; 0: no keypad, or no key for it. */
    function keyNumber(place: int): int {
        return page.session.numbered && place <= 9 ? place : 0
    }

    step: page.session.step
    stepCount: page.session.stepCount
    stepText: page.session.stepText
    ticketFirstText: page.session.intake ? Texts.t("kiosk.frame.ticket_first" + page.inSize) : ""
    backText: Texts.t("kiosk.frame.back")
    restartText: page.session.intake ? Texts.t("kiosk.frame.restart") : ""
    helpText: Texts.t(page.help.waiting ? "kiosk.frame.help_called" : "kiosk.frame.help")
    secondsLeft: page.idle.secondsLeft
    secondsAll: page.idle.secondsAll
    timeText: Texts.say("kiosk.frame.time_left", { seconds: page.idle.secondsLeft })

    headContent: CentreHead {
        anchors.fill: parent
        visible: !page.session.intake
        name: page.session.centre
        under: Texts.t("kiosk.attract.hall")
        clock: page.session.clock
        day: page.session.day
    }

    onBack: page.session.back()
    onRestart: page.session.restart()
    onHelpCalled: page.help.call()
    onTicketFirst: page.session.ticketFirst()

    TouchButton {
        parent: page
        anchors.right: parent.right
        anchors.rightMargin: Theme.kiosk.margin
        y: (page.headShown ? Theme.kiosk.head : 0) + Theme.kiosk.px(56)
        height: Math.max(Theme.kiosk.px(92), Theme.kiosk.touchMin)
        text: Texts.t(Theme.largePrint ? "kiosk.frame.standard_print" : "kiosk.frame.large_print")
        px: Theme.kiosk.px(Theme.largePrint ? 44 : 34)
        pad: Theme.kiosk.px(28)
        ink: Theme.brand
        onClicked: page.session.switchSize()
    }
}
