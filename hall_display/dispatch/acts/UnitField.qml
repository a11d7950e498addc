pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! Which unit: a few characters of name or reading, then Enter; chosen ones stand as chips, Backspace drops the last. */
FocusScope {
    id: field

    required property UnitFinder finder

    height: column.height

    function clear(): void {
        entry.clear()
    }

    Column {
        id: column

        width: field.width
        spacing: Theme.dispatch.px(4)

        FieldTitle {
            text: Texts.t("dispatch.act.unit")
        }

        Flow {
            width: column.width
            visible: taken.count > 0
            spacing: Theme.dispatch.px(8)

            Repeater {
                id: taken

                model: field.finder.taken

                DispatchButton {
                    required property string unit
                    required property string name

                    text: name
                    selected: true
                    focusPolicy: Qt.NoFocus
                    onClicked: field.finder.drop(unit)
                }
            }
        }

        DeskEntry {
            id: entry

            width: column.width
            height: Theme.dispatch.target
            focus: true
            px: Theme.dispatch.body
            label: Texts.t("dispatch.act.unit")
            placeholder: Texts.t("dispatch.act.unit_hint")
            maximumLength: 40
            onEdited: text => field.finder.search(text)
            onBackspaced: field.finder.dropLast()
            onAccepted: {
                field.finder.takeHere()
                entry.clear()
            }
            Keys.onDownPressed: field.finder.step(1)
            Keys.onUpPressed: field.finder.step(-1)
        }

        Repeater {
            model: entry.activeFocus ? field.finder.found : null

            FoundLine {
                required property string unit
                required property string name
                required property bool isChosen

                width: column.width
                words: name
                isHere: isChosen
                onClicked: {
                    field.finder.take(unit)
                    entry.clear()
                }
            }
        }
    }
}
