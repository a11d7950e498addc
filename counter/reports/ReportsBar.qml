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

        LetterButton {
            letter: "E"
            text: Texts.t("reports_assessment.part.units")
            isChosen: bar.viewModel.part === "units"
            onClicked: bar.viewModel.open("units")
        }

        LetterButton {
            letter: "S"
            visible: bar.viewModel.seesAttendance
            text: Texts.t("reports_assessment.part.people")
            isChosen: bar.viewModel.part === "people"
            onClicked: bar.viewModel.open("people")
        }

        LetterButton {
            letter: "M"
            text: Texts.t("reports_assessment.part.month")
            isChosen: bar.viewModel.part === "month"
            onClicked: bar.viewModel.open("month")
        }

        LetterButton {
            letter: "Y"
            text: Texts.t("reports_assessment.part.year")
            isChosen: bar.viewModel.part === "year"
            onClicked: bar.viewModel.open("year")
        }

        Item {
            width: Theme.desk.px(8)
            height: 1
        }

        LetterButton {
            letter: "D"
            visible: !bar.viewModel.isTold
            text: Texts.t("reports.period.day")
            isChosen: bar.viewModel.span === "day"
            onClicked: bar.viewModel.choose("day")
        }

        LetterButton {
            letter: "W"
            visible: !bar.viewModel.isTold
            text: Texts.t("reports.period.week")
            isChosen: bar.viewModel.span === "week"
            onClicked: bar.viewModel.choose("week")
        }

        Item {
            width: Theme.desk.px(8)
            height: 1
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            text: bar.viewModel.period
            px: Theme.desk.body
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
            letter: bar.viewModel.isTold ? "X" : "C"
            text: bar.viewModel.isTold ? Texts.t("reports_assessment.key.xlsx") : Texts.t("reports.key.csv")
            onClicked: bar.viewModel.takeOut(bar.viewModel.isTold ? "xlsx" : "csv")
        }
    }
}
