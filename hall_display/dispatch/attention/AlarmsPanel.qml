pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 要人处理: one list of single alarms and floods; below it, softer, what somebody has. Space takes the line that is marked. */
DispatchPanel {
    id: panel

    required property AttentionViewModel viewModel

    readonly property int takenShown: Math.min(taken.count, Theme.dispatch.isDesk ? 4 : 3)

    title: Texts.t("dispatch.alarms.title")
    count: panel.viewModel.hasAlarms ? panel.viewModel.alarmTotal : ""
    isLive: false
    note: panel.viewModel.hasAlarms ? panel.viewModel.load : ""
    empty: !panel.viewModel.hasAlarms ? Texts.t("dispatch.lights.none")
        : alarms.list.count === 0 ? Texts.t("dispatch.alarms.none") : ""

    DispatchList {
        id: alarms

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: below.top
        rowHeight: Theme.dispatch.px(Theme.dispatch.isDesk ? 56 : 68)
        spacing: Theme.dispatch.px(8)
        model: panel.viewModel.alarms
        moreText: Texts.say("dispatch.stream.more", { count: panel.viewModel.alarmTotal > 0 ? panel.viewModel.alarmsBelow(alarms.below) : 0 })
        list.currentIndex: panel.viewModel.alarmPlace

        delegate: AlarmLineDelegate {
            width: ListView.view.width
            height: alarms.rowHeight
            isHere: index === panel.viewModel.alarmPlace
            onChosen: panel.viewModel.choose(key)
            onLooked: panel.viewModel.look(key)
            onActed: panel.viewModel.act(key)
        }
    }

    Column {
        id: below

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        visible: taken.count > 0
        height: visible ? implicitHeight : 0

        ThemeText {
            text: Texts.t("dispatch.alarms.taken_title")
            px: Theme.dispatch.small
            soft: true
            bottomPadding: Theme.dispatch.px(2)
        }

        Repeater {
            id: taken

            model: panel.viewModel.taken

            TakenLineDelegate {
                required property int index

                width: below.width
                height: Math.round(Theme.dispatch.small * 1.7)
                visible: index < panel.takenShown
            }
        }
    }
}
