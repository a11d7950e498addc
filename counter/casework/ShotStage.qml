pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! What the camera sees, or what was taken with its four corners: dragged, or chosen by 1–4 and moved by the arrows. */
FocusScope {
    id: stage

    required property MaterialsViewModel viewModel

    readonly property real step: 0.002
    readonly property real bigStep: 0.02

    activeFocusOnTab: true
    Accessible.role: Accessible.Graphic
    Accessible.name: Texts.t("counter_materials.page.head")

    function nudge(event: KeyEvent, dx: int, dy: int): void {
        const far = event.modifiers & Qt.ShiftModifier ? stage.bigStep : stage.step
        stage.viewModel.nudge(dx * far, dy * far)
    }

    Keys.onLeftPressed: event => stage.nudge(event, -1, 0)
    Keys.onRightPressed: event => stage.nudge(event, 1, 0)
    Keys.onUpPressed: event => stage.nudge(event, 0, -1)
    Keys.onDownPressed: event => stage.nudge(event, 0, 1)
    Keys.onPressed: event => {
        event.accepted = event.key >= Qt.Key_1 && event.key <= Qt.Key_4
        if (event.accepted)
            stage.viewModel.chooseCorner(event.key - Qt.Key_1)
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.stoppedSoft
        border.width: stage.activeFocus ? Theme.desk.edgeStrong : Theme.desk.edge
        border.color: stage.activeFocus ? Theme.brand : Theme.line
    }

    ShotPicture {
        id: picture

        anchors.fill: parent
        anchors.margins: Theme.desk.px(14)
        Component.onCompleted: picture.show(stage.viewModel, -1, Theme.brand, Theme.surface, Theme.desk.px(2))
    }

    ThemeText {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.desk.margin, Theme.desk.px(460))
        horizontalAlignment: Text.AlignHCenter
        visible: picture.placeWidth === 0
        text: stage.viewModel.trouble !== "" ? stage.viewModel.trouble : Texts.t("counter_materials.page.waits")
        px: Theme.desk.strong
        strong: stage.viewModel.trouble !== ""
    }

    Repeater {
        model: stage.viewModel.isShot ? stage.viewModel.corners : null

        Rectangle {
            id: corner

            required property int index
            required property int number
            required property real atX
            required property real atY
            required property bool isChosen

            x: picture.x + picture.placeX + corner.atX * picture.placeWidth - width / 2
            y: picture.y + picture.placeY + corner.atY * picture.placeHeight - height / 2
            width: Theme.desk.px(26)
            height: width
            radius: width / 2
            color: corner.isChosen ? Theme.brand : Theme.surface
            border.width: Theme.desk.edgeStrong
            border.color: Theme.brand

            Accessible.role: Accessible.Button
            Accessible.name: corner.number

            ThemeText {
                anchors.centerIn: parent
                text: corner.number
                px: Theme.desk.small
                strong: true
                color: corner.isChosen ? Theme.inkOnBrand : Theme.brand
                wrapMode: Text.NoWrap
            }

            MouseArea {
                anchors.fill: parent
                anchors.margins: -Theme.desk.px(6)
                onPressed: stage.viewModel.chooseCorner(corner.index)
                onPositionChanged: mouse => {
                    const at = mapToItem(picture, mouse.x, mouse.y)
                    stage.viewModel.moveCorner(corner.index, (at.x - picture.placeX) / picture.placeWidth,
                                               (at.y - picture.placeY) / picture.placeHeight)
                }
            }
        }
    }
}
