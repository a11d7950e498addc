import QtQuick
import assets.ui
import screenkit

/*! In place of what was asked for: that it is on its way, or why it did not come, with a button to ask again. */
Column {
    id: note

    /*! The sentence that says why nothing came; empty while it is on its way. */
    property string said: ""

    spacing: Theme.dispatch.gap

    signal again

    ThemeText {
        width: note.width
        text: note.said === "" ? Texts.t("dispatch_picture.waiting") : note.said
        px: Theme.dispatch.body
        soft: true
    }

    DispatchButton {
        visible: note.said !== ""
        text: Texts.t("dispatch_picture.again")
        onClicked: note.again()
    }
}
