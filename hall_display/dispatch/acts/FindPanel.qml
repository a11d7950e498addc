import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 查找: a few characters, arrows, Enter: the case opens. */
FocusScope {
    id: panel

    required property ActsViewModel acts


    Connections {
        target: panel.acts

        function onOpened(): void {
            field.clear()
            if (panel.visible)
                field.forceActiveFocus()
        }
    }

    DispatchPanel {
        anchors.fill: parent
        title: panel.acts.title
        note: Texts.t("dispatch.act.key_cancel")
        border.width: Theme.dispatch.edge
        border.color: Theme.edge

        CaseField {
            id: field

            width: parent.width
            acts: panel.acts
        }
    }
}
