pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import ".."
import counter
import screenkit

/*! 拍材料: on the left what the camera sees, on the right what to do now, the pages that are ready, and their name. */
FocusScope {
    id: view

    required property MaterialsViewModel viewModel

    readonly property bool isShot: view.viewModel.isShot

    signal goneBack()

    onIsShotChanged: stage.forceActiveFocus()
    Keys.onReturnPressed: view.viewModel.keepPage()
    Keys.onEnterPressed: view.viewModel.keepPage()

    ShotStage {
        id: stage

        anchors.left: parent.left
        anchors.right: side.left
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.margins: Theme.desk.pad
        focus: true
        viewModel: view.viewModel
    }

    Item {
        id: side

        anchors.right: parent.right
        anchors.rightMargin: Theme.desk.pad
        anchors.top: parent.top
        anchors.topMargin: Theme.desk.pad
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.desk.pad
        width: Theme.desk.px(400)

        ThemeText {
            id: title

            text: Texts.t("counter_materials.page.head")
            px: Theme.desk.title
            strong: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            id: advice

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: title.bottom
            anchors.topMargin: Theme.desk.px(6)
            text: view.viewModel.isWorking ? Texts.t("counter_materials.page.working")
                : view.isShot ? Texts.t("counter_materials.page.marking") : Texts.t("counter_materials.page.laying")
            px: Theme.desk.body
        }

        ThemeText {
            id: said

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: advice.bottom
            anchors.topMargin: Theme.desk.px(6)
            visible: text !== ""
            text: view.viewModel.said
            px: Theme.desk.body
            strong: true
            color: Theme.brand
        }

        Flow {
            id: now

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: said.visible ? said.bottom : advice.bottom
            anchors.topMargin: Theme.desk.px(10)
            spacing: Theme.desk.px(8)

            DeskButton {
                visible: !view.isShot
                enabled: view.viewModel.isThere && !view.viewModel.isWorking
                focusPolicy: Qt.NoFocus
                kind: "primary"
                text: Texts.t("counter_materials.key.shoot")
                note: view.viewModel.isThere ? "" : Texts.t("counter_materials.page.absent")
                key: "Space"
                onClicked: view.viewModel.shoot()
            }

            DeskButton {
                visible: view.isShot
                enabled: !view.viewModel.isWorking
                focusPolicy: Qt.NoFocus
                kind: "primary"
                text: Texts.t("counter_materials.key.keep")
                note: "Enter"
                onClicked: view.viewModel.keepPage()
            }

            DeskButton {
                visible: view.isShot
                enabled: !view.viewModel.isWorking
                focusPolicy: Qt.NoFocus
                text: Texts.t("counter_materials.key.turn")
                key: "R"
                onClicked: view.viewModel.turn()
            }

            DeskButton {
                focusPolicy: Qt.NoFocus
                kind: "quiet"
                text: view.isShot ? Texts.t("counter_materials.key.again") : Texts.t("counter_materials.key.back")
                note: "Esc"
                onClicked: view.goneBack()
            }
        }

        ColumnHead {
            id: pagesHead

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: now.bottom
            anchors.topMargin: Theme.desk.px(14)
            text: Texts.t("counter_materials.page.ready")
            note: view.viewModel.pages.count > 0 ? view.viewModel.pages.count : ""
        }

        ThemeText {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: pagesHead.bottom
            anchors.topMargin: Theme.desk.px(6)
            visible: view.viewModel.pages.count === 0
            text: Texts.t("counter_materials.page.none")
            px: Theme.desk.small
            soft: true
        }

        ListView {
            id: pages

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: pagesHead.bottom
            anchors.topMargin: Theme.desk.px(6)
            anchors.bottom: nameField.top
            anchors.bottomMargin: Theme.desk.px(8)
            clip: true
            orientation: ListView.Horizontal
            spacing: Theme.desk.px(8)
            boundsBehavior: Flickable.StopAtBounds
            model: view.viewModel.pages
            onCountChanged: pages.positionViewAtEnd()

            delegate: Item {
                id: page

                required property int index
                required property string facts

                width: Theme.desk.px(124)
                height: pages.height

                ShotPicture {
                    id: small

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.top: parent.top
                    anchors.bottom: facts.top
                    anchors.bottomMargin: Theme.desk.px(2)
                    Component.onCompleted: small.show(view.viewModel, page.index, Theme.brand, Theme.surface, 1)
                }

                ThemeText {
                    id: facts

                    anchors.horizontalCenter: parent.horizontalCenter
                    anchors.bottom: parent.bottom
                    text: page.facts
                    px: Theme.desk.small
                    soft: true
                    wrapMode: Text.NoWrap
                }
            }
        }

        FormField {
            id: nameField

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: usual.top
            anchors.bottomMargin: Theme.desk.px(6)
            label: Texts.t("counter_materials.page.name")

            DeskEntry {
                anchors.fill: parent
                label: Texts.t("counter_materials.page.name")
                text: view.viewModel.name
                maximumLength: 80
                activeFocusOnTab: true
                onEdited: text => view.viewModel.setName(text)
            }
        }

        Flow {
            id: usual

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: keep.top
            anchors.bottomMargin: Theme.desk.px(8)
            spacing: Theme.desk.px(6)

            Repeater {
                model: view.viewModel.names

                DeskButton {
                    required property string name

                    focusPolicy: Qt.NoFocus
                    text: name
                    onClicked: view.viewModel.setName(name)
                }
            }
        }

        Flow {
            id: keep

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: sealed.top
            anchors.bottomMargin: Theme.desk.px(6)
            spacing: Theme.desk.px(8)

            DeskButton {
                enabled: view.viewModel.pages.count > 0 && !view.isShot && !view.viewModel.isWorking
                focusPolicy: Qt.NoFocus
                kind: "primary"
                text: Texts.t("counter_materials.key.save")
                key: "F10"
                onClicked: view.viewModel.save()
            }

            DeskButton {
                enabled: view.viewModel.pages.count > 0 && !view.isShot && !view.viewModel.isWorking
                focusPolicy: Qt.NoFocus
                kind: "quiet"
                text: Texts.t("counter_materials.key.drop")
                key: "Ctrl+Del"
                onClicked: view.viewModel.dropLast()
            }
        }

        ThemeText {
            id: sealed

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            text: Texts.t("counter_materials.page.sealed")
            px: Theme.desk.small
            soft: true
        }
    }
}
