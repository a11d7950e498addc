pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 案件流: open cases with their lights, the newest first. A line leads to its case. */
DispatchPanel {
    id: panel

    required property AttentionViewModel viewModel

    title: Texts.t("dispatch.stream.title")
    note: Texts.t("dispatch.stream.note")
    empty: !panel.viewModel.isHeard ? Texts.t("dispatch.lights.none") : rows.list.count === 0 ? Texts.t("dispatch.stream.none") : ""

    DispatchList {
        id: rows

        anchors.fill: parent
        rowHeight: Theme.dispatch.row
        model: panel.viewModel.stream
        total: panel.viewModel.streamTotal
        moreText: Texts.say("dispatch.stream.more", { count: rows.below })

        delegate: CaseLineDelegate {
            width: ListView.view.width
            height: rows.rowHeight
            onClicked: panel.viewModel.openCase(caseId)
        }
    }
}
