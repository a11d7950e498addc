pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Which case: a few characters, then Enter; once chosen it stands as its code. */
FocusScope {
    id: field

    required property ActsViewModel acts

    signal done()

    height: column.height

    function clear(): void {
        entry.clear()
    }

    Column {
        id: column

        width: field.width
        spacing: Theme.dispatch.px(4)

        FieldTitle {
            text: Texts.t("dispatch.act.case")
        }

        Row {
            visible: field.acts.hasCase
            spacing: Theme.dispatch.px(12)

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: field.acts.caseWords
                px: Theme.dispatch.strong
                strong: true
                wrapMode: Text.NoWrap
            }

            DispatchButton {
                text: Texts.t("dispatch.act.change")
                onClicked: {
                    field.acts.dropCase()
                    entry.clear()
                    entry.forceActiveFocus()
                }
            }
        }

        DeskEntry {
            id: entry

            width: column.width
            height: Theme.dispatch.target
            focus: true
            visible: !field.acts.hasCase
            px: Theme.dispatch.body
            label: Texts.t("dispatch.act.case")
            placeholder: Texts.t("dispatch.act.case_hint")
            maximumLength: 40
            onEdited: text => field.acts.cases.search(text)
            onAccepted: {
                field.acts.chooseCaseHere()
                field.done()
            }
            Keys.onDownPressed: field.acts.cases.step(1)
            Keys.onUpPressed: field.acts.cases.step(-1)
        }

        Repeater {
            id: found

            model: field.acts.hasCase ? null : field.acts.cases.found

            FoundLine {
                required property string caseId
                required property string code
                required words
                required light
                required property bool isChosen

                width: column.width
                strongText: code
                isHere: isChosen
                onClicked: {
                    field.acts.chooseCase(caseId)
                    field.done()
                }
            }
        }

        ThemeText {
            visible: !field.acts.hasCase && found.count === 0 && entry.text !== ""
            text: Texts.t("dispatch.act.no_case")
            px: Theme.dispatch.small
            soft: true
        }
    }
}
