import QtQuick
import assets.ui
import counter
import screenkit

/*! What can be done now, each with its key; what cannot is not shown. The next step stands first and is filled. */
Item {
    id: bar

    required property CounterViewModel counter

    readonly property ReceptionViewModel viewModel: bar.counter.reception

    Row {
        spacing: Theme.desk.px(8)

        DeskButton {
            visible: bar.viewModel.canCallNext
            kind: "primary"
            text: Texts.t("counter.desk.call_next")
            key: "F1"
            onClicked: bar.viewModel.callNext()
        }

        DeskButton {
            visible: bar.viewModel.canStart
            kind: "primary"
            text: Texts.t("counter.desk.start")
            key: "F4"
            onClicked: bar.viewModel.start()
        }

        DeskButton {
            visible: bar.viewModel.canComeBack
            kind: "primary"
            text: Texts.t("counter_desk.desk.come_back")
            key: "F4"
            onClicked: bar.viewModel.comeBack()
        }

        DeskButton {
            visible: bar.viewModel.canRecall
            text: Texts.t("counter.desk.recall")
            key: "F2"
            onClicked: bar.viewModel.recall()
        }

        DeskButton {
            visible: bar.viewModel.canNoShow
            text: Texts.t("counter.desk.no_show")
            key: "F3"
            onClicked: bar.viewModel.noShow()
        }

        DeskButton {
            visible: bar.viewModel.canUndo
            text: Texts.t("counter_desk.desk.undo")
            note: bar.viewModel.undoLeft
            key: "Ctrl+Z"
            onClicked: bar.viewModel.undo()
        }

        DeskButton {
            visible: bar.viewModel.canAccept
            kind: "primary"
            text: Texts.t("counter.desk.accept")
            key: "F8"
            onClicked: bar.viewModel.accept()
        }

        DeskButton {
            visible: bar.viewModel.canGoOn
            kind: "primary"
            text: Texts.t("counter_desk.desk.go_on")
            key: "F8"
            onClicked: bar.counter.goOn()
        }

        DeskButton {
            visible: bar.viewModel.canRegister
            kind: bar.viewModel.hasMatter ? "primary" : "plain"
            text: Texts.t("counter.desk.register")
            key: "F5"
            onClicked: bar.counter.form.open()
        }

        DeskButton {
            visible: bar.viewModel.canCorrect
            text: Texts.t("counter.desk.correct")
            key: "F5"
            onClicked: bar.counter.form.open()
        }

        DeskButton {
            visible: bar.viewModel.canHold
            text: Texts.t("counter_desk.desk.hold")
            key: "F6"
            onClicked: bar.counter.openHold()
        }

        DeskButton {
            visible: bar.viewModel.canTransfer
            text: Texts.t("counter_desk.desk.transfer")
            key: "F7"
            onClicked: bar.counter.openTransfer()
        }

        DeskButton {
            visible: bar.viewModel.canEnd
            kind: bar.viewModel.canAccept || bar.viewModel.canGoOn || bar.viewModel.canRegister && bar.viewModel.hasMatter ? "plain" : "primary"
            text: Texts.t("counter.desk.end")
            key: "F10"
            onClicked: bar.viewModel.end()
        }

        DeskButton {
            kind: "quiet"
            text: Texts.t("counter_desk.desk.more")
            key: "F11"
            onClicked: bar.counter.openMore()
        }
    }

    DeskButton {
        anchors.right: parent.right
        visible: bar.viewModel.canReject
        text: Texts.t("counter.desk.reject")
        key: "F9"
        onClicked: bar.counter.rejection.open()
    }
}
