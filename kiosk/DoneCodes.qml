import QtQuick
import assets.ui
import kiosk
import screenkit

/*! Where no receipt came out: what stands on it, to be written down. */
Rectangle {
    id: card

    required property DoneModel viewModel

    height: lines.height + 2 * Theme.kiosk.px(32)
    radius: Theme.kiosk.radiusSmall
    color: Theme.surface
    border.width: Math.max(1, Theme.kiosk.px(2))
    border.color: Theme.line

    Column {
        id: lines

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.kiosk.px(36)
        width: parent.width - 2 * x
        spacing: Theme.kiosk.px(14)

        ThemeText {
            width: parent.width
            text: Texts.t("kiosk.done.write_down")
        }

        Repeater {
            model: [
                { label: Texts.t("kiosk.done.case_code"), code: card.viewModel.caseCode },
                { label: Texts.t("kiosk.done.lookup_code"), code: card.viewModel.lookupCode }
            ]

            Row {
                id: line

                required property var modelData

                spacing: Theme.kiosk.px(24)

                ThemeText {
                    anchors.baseline: code.baseline
                    width: Theme.kiosk.px(Theme.largePrint ? 150 : 120)
                    text: line.modelData.label
                    soft: true
                }

                ThemeText {
                    id: code

                    text: line.modelData.code
                    px: Theme.kiosk.px(Theme.largePrint ? 48 : 46)
                    strong: true
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
