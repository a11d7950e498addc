pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 通知大屏: choose a sentence, fill its slots, see it as it will stand; below it what is up now. */
FocusScope {
    id: panel

    required property ActsViewModel acts
    readonly property NoticesViewModel notices: panel.acts.notices

    Keys.onDownPressed: panel.notices.step(1)
    Keys.onUpPressed: panel.notices.step(-1)

    Connections {
        target: panel.acts

        function onOpened(): void {
            if (panel.visible)
                sentences.forceActiveFocus()
        }
    }

    DispatchPanel {
        anchors.fill: parent
        title: panel.acts.title
        note: Texts.t("dispatch.act.key_cancel")
        border.width: Theme.dispatch.edge
        border.color: Theme.edge

        Column {
            id: form

            anchors.left: parent.left
            anchors.right: parent.right
            spacing: Theme.dispatch.px(6)

            ListView {
                id: sentences

                readonly property real pitch: Math.round(Theme.dispatch.small * 1.8)

                width: form.width
                height: Math.min(sentences.count, 10) * sentences.pitch
                clip: true
                activeFocusOnTab: true
                keyNavigationEnabled: false  // the arrows choose a sentence
                boundsBehavior: Flickable.StopAtBounds
                highlightMoveDuration: 0
                model: panel.notices.templates

                delegate: FoundLine {
                    required property int index
                    required property string key
                    required property string sentence
                    required property bool isChosen

                    width: sentences.width
                    height: sentences.pitch
                    words: sentence
                    px: Theme.dispatch.small
                    isHere: isChosen
                    Accessible.name: sentence
                    onIsChosenChanged: if (isChosen) sentences.positionViewAtIndex(index, ListView.Contain)
                    onClicked: panel.notices.choose(key)
                }
            }

            Repeater {
                model: panel.notices.slots

                Item {
                    id: slot

                    required property string name
                    required property string label
                    required property string value
                    required property string word
                    required property bool hasChoices

                    width: form.width
                    height: Theme.dispatch.target

                    ThemeText {
                        anchors.verticalCenter: parent.verticalCenter
                        text: slot.label
                        px: Theme.dispatch.small
                        soft: true
                        wrapMode: Text.NoWrap
                    }

                    DeskEntry {
                        anchors.right: parent.right
                        width: parent.width * 0.5
                        height: parent.height
                        visible: !slot.hasChoices
                        px: Theme.dispatch.body
                        label: slot.label
                        text: slot.value
                        placeholder: slot.name === "time" ? "14:30" : ""
                        maximumLength: 8
                        onEdited: text => panel.notices.fill(slot.name, text)
                    }

                    Row {
                        anchors.right: parent.right
                        visible: slot.hasChoices
                        spacing: Theme.dispatch.px(8)

                        DispatchButton {
                            text: "−"
                            label: Texts.say("dispatch.notices.earlier", { name: slot.label })
                            onClicked: panel.notices.stepSlot(slot.name, -1)
                        }

                        ThemeText {
                            anchors.verticalCenter: parent.verticalCenter
                            width: Theme.dispatch.body * 5
                            horizontalAlignment: Text.AlignHCenter
                            text: slot.word
                            px: Theme.dispatch.body
                            strong: true
                            wrapMode: Text.NoWrap
                        }

                        DispatchButton {
                            text: "＋"
                            label: Texts.say("dispatch.notices.later", { name: slot.label })
                            onClicked: panel.notices.stepSlot(slot.name, 1)
                        }
                    }
                }
            }

            DeskEntry {
                id: free

                width: form.width
                height: Theme.dispatch.target
                visible: panel.notices.isFree
                px: Theme.dispatch.body
                label: Texts.t("dispatch.notices.free")
                text: panel.notices.text
                placeholder: Texts.t("dispatch.notices.free_hint")
                maximumLength: panel.notices.charsMax
                onEdited: text => panel.notices.writeText(text)
                onVisibleChanged: if (free.visible) free.forceActiveFocus()
            }

            Item {
                width: form.width
                height: Theme.dispatch.target

                ThemeText {
                    anchors.verticalCenter: parent.verticalCenter
                    text: Texts.t("dispatch.notices.minutes")
                    px: Theme.dispatch.small
                    soft: true
                    wrapMode: Text.NoWrap
                }

                DeskEntry {
                    anchors.right: parent.right
                    width: Theme.dispatch.px(120)
                    height: parent.height
                    px: Theme.dispatch.body
                    label: Texts.t("dispatch.notices.minutes")
                    text: panel.notices.minutes
                    maximumLength: 3
                    onEdited: text => panel.notices.writeMinutes(text)
                }
            }

            FieldTitle {
                text: Texts.t("dispatch.notices.preview")
            }

            Rectangle {
                width: form.width
                height: Math.max(Theme.dispatch.target, preview.implicitHeight + Theme.dispatch.px(20))
                radius: Theme.dispatch.radiusSmall
                color: Theme.sunken

                ThemeText {
                    id: preview

                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.margins: Theme.dispatch.px(12)
                    anchors.verticalCenter: parent.verticalCenter
                    text: panel.notices.preview
                    px: Theme.dispatch.body
                    strong: true
                }
            }

            ThemeText {
                width: form.width
                visible: text !== ""
                text: panel.acts.said
                px: Theme.dispatch.small
                strong: true
                Accessible.role: Accessible.AlertMessage
            }

            DispatchButton {
                kind: "primary"
                px: Theme.dispatch.body
                text: Texts.t("dispatch.notices.show")
                key: "Ctrl+Return"
                keyShown: false
                enabled: !panel.acts.isBusy
                onClicked: panel.acts.confirm()
            }

            FieldTitle {
                text: up.count > 0 ? Texts.t("dispatch.notices.up") : Texts.t("dispatch.notices.none_up")
            }

            Repeater {
                id: up

                model: panel.notices.up

                Item {
                    id: notice

                    required property string noticeId
                    required property string text
                    required property string until

                    width: form.width
                    height: Math.max(Theme.dispatch.target, words.implicitHeight)

                    ThemeText {
                        id: words

                        anchors.left: parent.left
                        anchors.right: until.left
                        anchors.rightMargin: Theme.dispatch.px(10)
                        anchors.verticalCenter: parent.verticalCenter
                        text: notice.text
                        px: Theme.dispatch.small
                    }

                    ThemeText {
                        id: until

                        anchors.right: down.left
                        anchors.rightMargin: Theme.dispatch.px(10)
                        anchors.verticalCenter: parent.verticalCenter
                        text: notice.until
                        px: Theme.dispatch.small
                        soft: true
                        wrapMode: Text.NoWrap
                    }

                    DispatchButton {
                        id: down

                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        text: Texts.t("dispatch.notices.take_down")
                        label: Texts.t("dispatch.notices.take_down") + " " + notice.text
                        onClicked: panel.notices.takeDown(notice.noticeId)
                    }
                }
            }
        }
    }
}
