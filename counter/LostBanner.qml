import QtQuick
import assets.ui
import counter
import screenkit

/*! Says plainly that the hall does not answer and how old what is shown is; no height while it does. */
Rectangle {
    id: banner

    required property CounterViewModel counter

    readonly property ByHandViewModel byHand: banner.counter.byHand
    readonly property bool hasResults: banner.counter.lost === "" && banner.byHand.results !== ""

    height: visible ? Theme.desk.px(46) : 0
    visible: banner.counter.lost !== "" || banner.hasResults
    color: Theme.brandSoft

    Accessible.role: Accessible.AlertMessage
    Accessible.name: sentence.text

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.desk.edgeStrong
        color: Theme.brand
    }

    ThemeText {
        id: sentence

        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        text: banner.hasResults ? banner.byHand.results : banner.counter.lost
        px: Theme.desk.body
        strong: true
        wrapMode: Text.NoWrap
        Accessible.ignored: true
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(14)

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            visible: !banner.hasResults
            text: banner.counter.advice
            px: Theme.desk.body
            wrapMode: Text.NoWrap
        }

        DeskButton {
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.desk.px(34)
            visible: banner.byHand.isOffered
            focusPolicy: Qt.NoFocus
            text: banner.hasResults ? Texts.t("counter_desk.by_hand.results") : Texts.t("counter_desk.by_hand.begin")
            key: "Ctrl+J"
            onClicked: banner.byHand.toggle()
        }
    }
}
