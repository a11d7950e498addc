import QtQuick
import assets.ui
import counter
import screenkit

/*! Which part, which days, and what can be taken out. Every key is a letter on its button. */
Item {
    id: bar

    required property ReportsViewModel viewModel

    implicitHeight: Theme.desk.px(62)

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(6)

        LetterButton {
            letter: "Q"
            text: Texts.t("reports.part.queue")
            isChosen: bar.viewModel.part === "queue"
            onClicked: bar.viewModel.open("queue")
        }

        LetterButton {
            letter: "B"
            text: Texts.t("reports.part.casework")
            isChosen: bar.viewModel.part === "casework"
            onClicked: bar.viewModel.open("casework")
        }

        LetterButton {
            letter: "K"
            visible: bar.viewModel.seesAttendance
            text: Texts.t("reports.part.attendance")
            isChosen: bar.viewModel.part === "attendance"
            onClicked: bar.viewModel.open("attendance")
        }

        Item {
            width: Theme.desk.px(14)
            height: 1
        }

        LetterButton {
            letter: "D"
            text: Texts.t("reports.period.day")
            isChosen: bar.viewModel.span === "day"
            onClicked: bar.viewModel.choose("day")
        }

        LetterButton {
            letter: "W"
            text: Texts.t("reports.period.week")
            isChosen: bar.viewModel.span === "week"
            onClicked: bar.viewModel.choose("week")
        }

        Item {
            width: Theme.desk.px(14)
            height: 1
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: bar.viewModel.period
            px: Theme.desk.title
            strong: true
            wrapMode: Text.NoWrap
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.desk.px(6)

        LetterButton {
            letter: "T"
            visible: bar.viewModel.part !== "attendance"
            text: Texts.t("reports.key.table")
            onClicked: bar.viewModel.nextTable()
        }

        LetterButton {
            letter: "P"
            text: Texts.t("reports.key.pdf")
            onClicked: bar.viewModel.takeOut("pdf")
        }

        LetterButton {
            letter: "C"
            text: Texts.t("reports.key.csv")
            onClicked: bar.viewModel.takeOut("csv")
        }
    }
}
