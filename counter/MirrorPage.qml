pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! What is being written, in large type, for the citizen to read along. Nothing here can be pressed. */
Rectangle {
    id: page

    required property MirrorViewModel mirror

    color: Theme.ground

    Rectangle {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        height: title.height + 2 * Theme.desk.margin
        color: Theme.brandDeep

        ThemeText {
            id: title

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: Theme.desk.margin
            anchors.verticalCenter: parent.verticalCenter
            text: Texts.t("counter_desk.mirror.title")
            px: Theme.desk.px(40)
            strong: true
            color: Theme.inkOnBrand
        }
    }

    ListView {
        id: lines

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        anchors.margins: Theme.desk.px(28)
        clip: true
        spacing: Theme.desk.px(20)
        interactive: false
        model: page.mirror.lines

        // What was written last is in sight.
        onContentHeightChanged: Qt.callLater(lines.positionViewAtEnd)

        delegate: Column {
            id: line

            required property string label
            required property string value

            width: lines.width

            ThemeText {
                width: parent.width
                text: line.label
                px: Theme.desk.px(30)
                soft: true
            }

            ThemeText {
                width: parent.width
                text: line.value
                px: Theme.desk.px(48)
                strong: true
            }
        }
    }

    ThemeText {
        anchors.centerIn: lines
        visible: lines.count === 0
        text: Texts.t("counter_desk.mirror.nothing")
        px: Theme.desk.px(40)
        soft: true
    }
}
