pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter

/*! A column of the form: fields side by side as wide as their lines say. */
Flow {
    id: column

    required property RegistrationViewModel viewModel
    property alias model: fields.model

    signal entered()
    signal searchWanted()

    spacing: Theme.desk.px(7)

    function goTo(key: string): bool {
        for (let index = 0; index < fields.count; ++index) {
            const field = fields.itemAt(index) as FieldDelegate
            if (field !== null && field.key === key) {
                field.focusIt()
                return true
            }
        }
        return false
    }

    Repeater {
        id: fields

        FieldDelegate {
            viewModel: column.viewModel
            columnWidth: column.width
            onEntered: column.entered()
            onSearchWanted: column.searchWanted()
        }
    }
}
