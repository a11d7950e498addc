pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import kiosk
import screenkit

/*! The whole screen: one page at a time, the keyboard above its foot, questions over it. */
FocusScope {
    id: root

    required property SessionModel session
    required property IdleModel idle
    required property HelpModel help
    required property HandwritingModel handwriting

    readonly property bool keyboardReady: keyboard.status === Loader.Ready
    readonly property bool questioned: root.session.restartAsked || root.help.open || root.idle.asking
    readonly property bool isDone: root.session.page === "done"
    readonly property SessionPage page: pages.item as SessionPage

    /*! The page takes no touch and no key yet. */
    readonly property bool settling: answered.running || (root.page !== null && root.page.settling)

    property list<Component> compiled: []

    /*! A new page object for every visit of a page: nothing that was typed can return. */
    function showPage(): void {
        Theme.largePrint = root.session.largePrint
        pages.setSource(Qt.resolvedUrl(root.session.pageFile), {
            session: root.session,
            idle: root.idle,
            help: root.help,
            viewModel: root.session.pageModel
        })
    }

    focus: true

    onQuestionedChanged: {
        if (!root.questioned)
            answered.restart()
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }

    Loader {
        id: pages

        anchors.fill: parent
        focus: true
    }

    // The keyboard costs more than all pages together: it comes after the first picture.
    Loader {
        id: keyboard

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.kiosk.foot
    }

    Binding {
        target: root.page
        when: root.page !== null
        property: "keyboardHeight"
        value: keyboard.item ? keyboard.height : 0
    }

    Binding {
        target: keyboard.item
        when: keyboard.item !== null
        property: "words"
        value: root.page ? root.page.suggested : ""
    }

    // When a question goes away, the second tap of a shaky hand must not answer what lies under it.
    MouseArea {
        readonly property bool settling: answered.running

        anchors.fill: parent
        visible: settling

        Timer {
            id: answered

            interval: Theme.settleMs
        }
    }

    // While a ticket is taken nothing else can be pressed; what was pressed says so itself.
    MouseArea {
        anchors.fill: parent
        visible: root.session.busy

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: parent.top
            anchors.topMargin: Theme.kiosk.px(24)
            width: busyWords.width + 2 * Theme.kiosk.px(40)
            height: Theme.kiosk.px(Theme.largePrint ? 110 : 84)
            radius: height / 2
            color: Theme.brandDeep

            ThemeText {
                id: busyWords

                anchors.centerIn: parent
                text: Texts.t(root.session.asking ? "kiosk.frame.asking_hall" : "kiosk.frame.taking")
                color: Theme.inkOnBrand
                wrapMode: Text.NoWrap
            }
        }
    }

    Loader {
        anchors.fill: parent
        active: root.session.restartAsked
        sourceComponent: QuestionCard {
            title: Texts.t("kiosk.start_over.question")
            words: Texts.t("kiosk.start_over.words")
            safeText: Texts.t("kiosk.start_over.stay")
            otherText: Texts.t("kiosk.start_over.go")
            onSafe: root.session.keepGoing()
            onOther: root.session.startOver()
        }
    }

    Loader {
        anchors.fill: parent
        active: root.help.open
        sourceComponent: QuestionCard {
            picture: "help"
            title: root.help.title
            words: root.help.words
            safeText: Texts.t(root.session.intake ? "kiosk.help.stay" : "kiosk.help.close")
            otherText: root.help.waiting ? Texts.t("kiosk.help.withdraw") : ""
            onSafe: root.help.close()
            onOther: root.help.withdraw()
        }
    }

    Loader {
        anchors.fill: parent
        active: root.idle.asking
        sourceComponent: QuestionCard {
            count: root.idle.graceLeft
            title: Texts.t("kiosk.idle.question")
            words: Texts.say(root.isDone ? "kiosk.idle.words_done" : "kiosk.idle.words", { seconds: root.idle.graceLeft })
            safeText: Texts.t("kiosk.idle.here")
            otherText: Texts.t(root.isDone ? "kiosk.idle.go_done" : "kiosk.idle.go")
            onSafe: root.idle.stillHere()
            onOther: root.session.leave()
            onBeside: root.idle.stillHere()
        }
    }

    Loader {
        anchors.fill: parent
        active: root.session.broken
        source: Qt.resolvedUrl("OutOfOrder.qml")
    }

    // Sees every finger without taking it from anybody.
    Item {
        anchors.fill: parent

        PointHandler {
            onActiveChanged: {
                if (active)
                    root.idle.touch()
            }
        }
    }

    Connections {
        target: root.session

        function onPageChanged(): void {
            root.showPage()
        }
    }

    Timer {
        interval: 300
        running: true
        onTriggered: {
            keyboard.setSource(Qt.resolvedUrl("KioskKeyboard.qml"), { handwriting: root.handwriting })
            // Compiled behind the first picture, one thread beside this one, so that no citizen is the first.
            root.compiled = root.session.pageFiles.split("\n").map(
                file => Qt.createComponent(Qt.resolvedUrl(file), Component.Asynchronous))
        }
    }

    Component.onCompleted: root.showPage()
}
