import QtQuick
import assets.ui
import screenkit

/*! What the columns are. */
Rectangle {
    id: head

    required property InboxColumns columns

    implicitHeight: Theme.desk.px(30)
    color: Theme.sunken
    radius: Theme.desk.radius

    component Name: ThemeText {
        anchors.verticalCenter: parent.verticalCenter
        px: Theme.desk.small
        soft: true
        wrapMode: Text.NoWrap
    }

    Name {
        x: head.columns.light
        text: Texts.t("counter_casework.inbox.left")
    }

    Name {
        x: head.columns.code
        text: Texts.t("counter_casework.inbox.code")
    }

    Name {
        x: head.columns.kind
        text: Texts.t("counter_casework.inbox.kind")
    }

    Name {
        x: head.columns.name
        text: Texts.t("counter_casework.inbox.name")
    }

    Name {
        x: head.columns.unit
        text: Texts.t("counter_casework.inbox.unit")
    }

    Name {
        x: head.columns.todo
        text: Texts.t("counter_casework.inbox.todo")
    }
}
