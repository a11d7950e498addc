pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import counter
import screenkit

/*! 登记 beside the citizen, a paper form on one page. Tab and Enter lead on, digits choose, / finds the type,
    Ctrl+Enter writes, Esc gives up. What is typed is kept at the hall field by field. */
FocusScope {
    id: page

    required property RegistrationViewModel viewModel

    readonly property real gutter: Theme.desk.px(18)
    readonly property real ring: Theme.desk.px(5)  // room for what stands around a field
    readonly property real side: Theme.desk.px(214)
    readonly property real wide: (sheet.width - page.side - 2 * page.gutter) / 2

    // Once the columns below have given the focus up.
    Component.onCompleted: Qt.callLater(left.goTo, "party.name")

    function goOn(): void {
        const next = page.Window.activeFocusItem
        if (next !== null)
            next.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    }

    function goTo(key: string): void {
        if (!left.goTo(key))
            right.goTo(key)
    }

    /*! The field with the focus is seen, also where banners leave the page little height. */
    function show(): void {
        const item = page.Window.activeFocusItem
        if (item === null || !page.activeFocus)
            return
        const top = item.mapToItem(sheet, 0, 0).y - Theme.desk.px(24)
        const bottom = item.mapToItem(sheet, 0, item.height).y + Theme.desk.px(8)
        const lowest = Math.max(0, view.contentHeight - view.height)
        view.contentY = Math.max(0, Math.min(Math.max(view.contentY, bottom - view.height), top, lowest))
    }

    Keys.onPressed: event => {
        if (event.key === Qt.Key_Slash) {
            event.accepted = true
            page.goTo("dispute_type")
        }
    }

    Shortcut {
        enabled: page.visible
        sequence: "Ctrl+N"
        autoRepeat: false
        onActivated: page.viewModel.addParty()
    }

    Shortcut {
        enabled: page.visible
        sequence: "Ctrl+Delete"
        autoRepeat: false
        onActivated: page.viewModel.removeParty()
    }

    Shortcut {
        enabled: page.visible
        sequence: "Ctrl+D"
        autoRepeat: false
        onActivated: earlier.forceActiveFocus()
    }

    Shortcut {
        enabled: page.visible
        sequences: ["Ctrl+Return", "Ctrl+S"]
        autoRepeat: false
        onActivated: page.viewModel.save()
    }

    Item {
        id: bar

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.desk.margin
        anchors.topMargin: Theme.desk.px(10)
        height: Theme.desk.px(36)

        ThemeText {
            id: title

            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            text: page.viewModel.ticketNo + " " + (page.viewModel.isNew ? Texts.t("registration.page.new") : Texts.t("registration.page.correct"))
            px: Theme.desk.title
            strong: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            anchors.left: title.right
            anchors.leftMargin: Theme.desk.px(16)
            anchors.right: buttons.left
            anchors.rightMargin: Theme.desk.px(16)
            anchors.verticalCenter: parent.verticalCenter
            text: page.viewModel.said !== "" ? page.viewModel.said
                : page.viewModel.savedLine !== "" ? page.viewModel.savedLine : Texts.t("registration.page.keys")
            px: Theme.desk.small
            soft: page.viewModel.said === ""
            strong: page.viewModel.said !== ""
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.desk.px(10)
        }

        Row {
            id: buttons

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.desk.px(8)

            DeskButton {
                kind: "primary"
                height: bar.height
                focusPolicy: Qt.NoFocus
                text: page.viewModel.isNew ? Texts.t("registration.page.register") : Texts.t("registration.page.save")
                key: "Ctrl+Enter"
                onClicked: page.viewModel.save()
            }

            DeskButton {
                height: bar.height
                focusPolicy: Qt.NoFocus
                text: Texts.t("registration.page.give_up")
                key: "Esc"
                onClicked: page.viewModel.close()
            }
        }
    }

    Flickable {
        id: view

        anchors.left: bar.left
        anchors.right: bar.right
        anchors.leftMargin: -page.ring
        anchors.rightMargin: -page.ring
        anchors.top: bar.bottom
        anchors.topMargin: Theme.desk.px(8)
        anchors.bottom: parent.bottom
        contentHeight: sheet.height
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Item {
            id: sheet

            x: page.ring
            width: view.width - 2 * page.ring
            height: Math.max(left.height, right.height) + Theme.desk.px(10)

            FormColumn {
                id: left

                width: page.wide
                viewModel: page.viewModel
                model: page.viewModel.left
                onEntered: page.goOn()
                onSearchWanted: page.goTo("dispute_type")
            }

            FormColumn {
                id: right

                x: page.wide + page.gutter
                width: page.wide
                viewModel: page.viewModel
                model: page.viewModel.right
                onEntered: page.goOn()
                onSearchWanted: page.goTo("dispute_type")
            }

            ThemeText {
                id: storyHead

                x: sheet.width - page.side
                height: Theme.desk.px(24)
                verticalAlignment: Text.AlignVCenter
                text: Texts.t("registration.section.own_words")
                px: Theme.desk.body
                strong: true
            }

            DeskEntry {
                id: story

                anchors.left: storyHead.left
                anchors.top: storyHead.bottom
                anchors.topMargin: Theme.desk.px(8)
                width: page.side
                lines: 9
                label: Texts.t("registration.section.own_words")
                maximumLength: page.viewModel.storyMax
                onEdited: text => page.viewModel.write("story", text)
                onActiveFocusChanged: if (!activeFocus) page.viewModel.leave()
                Component.onCompleted: text = page.viewModel.story
            }

            EarlierColumn {
                id: earlier

                anchors.left: storyHead.left
                anchors.top: story.bottom
                anchors.topMargin: Theme.desk.px(14)
                anchors.bottom: parent.bottom
                width: page.side
                viewModel: page.viewModel
            }
        }
    }

    Connections {
        target: page.viewModel

        function onRefused(field: string): void {
            page.goTo(field)
        }

        function onPartyChanged(): void {
            left.goTo("party.name")
        }
    }

    Connections {
        target: page.Window.window

        function onActiveFocusItemChanged(): void {
            page.show()
        }
    }
}
