pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! What somebody does from the screen: case, unit, who answers for it, why. Ctrl+Enter does it, Esc gives it up. */
FocusScope {
    id: panel

    required property ActsViewModel acts


    Connections {
        target: panel.acts

        function onOpened(): void {
            caseField.clear()
            unitField.clear()
            responsible.clear()
            why.clear()
            if (panel.visible)
                panel.start()
        }
    }

    function start(): void {
        if (!panel.acts.hasCase)
            caseField.forceActiveFocus()
        else if (panel.acts.asksResponsible && panel.acts.units.taken.count > 0)
            responsible.forceActiveFocus()
        else if (panel.acts.asksUnits)
            unitField.forceActiveFocus()
        else
            confirm.forceActiveFocus()
    }

    DispatchPanel {
        anchors.fill: parent
        title: panel.acts.title
        note: Texts.t("dispatch.act.key_cancel")
        border.width: Theme.dispatch.edge
        border.color: Theme.edge

        Column {
            id: form

            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.dispatch.px(10)

            CaseField {
                id: caseField

                width: form.width
                acts: panel.acts
                onDone: unitField.visible ? unitField.forceActiveFocus() : confirm.forceActiveFocus()
            }

            UnitField {
                id: unitField

                width: form.width
                visible: panel.acts.asksUnits
                finder: panel.acts.units
            }

            FieldTitle {
                visible: panel.acts.asksResponsible
                text: Texts.t("dispatch.act.responsible")
            }

            DeskEntry {
                id: responsible

                width: form.width
                height: Theme.dispatch.target
                visible: panel.acts.asksResponsible
                px: Theme.dispatch.body
                label: Texts.t("dispatch.act.responsible")
                placeholder: Texts.t("dispatch.act.responsible_hint")
                maximumLength: 40
                onEdited: text => panel.acts.writeResponsible(text)
            }

            FieldTitle {
                visible: panel.acts.asksText
                text: Texts.t("dispatch.act.why")
            }

            DeskEntry {
                id: why

                width: form.width
                height: Math.round(Theme.dispatch.body * 4.8)
                visible: panel.acts.asksText
                lines: 3
                px: Theme.dispatch.body
                label: Texts.t("dispatch.act.why")
                placeholder: Texts.t("dispatch.act.why_hint")
                maximumLength: 500
                onEdited: text => panel.acts.writeText(text)
            }

            ThemeText {
                width: form.width
                visible: panel.acts.kind === "remind"
                text: Texts.t("dispatch.act.remind_hint")
                px: Theme.dispatch.small
                soft: true
            }

            ThemeText {
                width: form.width
                visible: text !== ""
                text: panel.acts.said
                px: Theme.dispatch.small
                strong: true
                Accessible.role: Accessible.AlertMessage
            }

            Row {
                spacing: Theme.dispatch.px(10)

                DispatchButton {
                    id: confirm

                    kind: "primary"
                    px: Theme.dispatch.body
                    text: Texts.t("dispatch.act.confirm")
                    key: "Ctrl+Return"
                    keyShown: false
                    enabled: !panel.acts.isBusy
                    onClicked: panel.acts.confirm()
                }

                DispatchButton {
                    px: Theme.dispatch.body
                    text: Texts.t("dispatch.act.cancel")
                    onClicked: panel.acts.close()
                }

                ThemeText {
                    anchors.verticalCenter: parent.verticalCenter
                    text: Texts.t("dispatch.act.key_confirm")
                    px: Theme.dispatch.small
                    soft: true
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
