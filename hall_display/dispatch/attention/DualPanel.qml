pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import assets.ui
import hall_display
import screenkit

/*! 双交办: one half has reported, the other is waited for. */
DispatchPanel {
    id: panel

    required property AttentionViewModel viewModel

    title: Texts.t("dispatch.dual.title")
    count: panel.viewModel.isHeard ? panel.viewModel.dualTotal : ""
    note: rows.list.count > 1 ? Texts.t("dispatch.dual.note") : ""
    onCountClicked: panel.viewModel.openFigure("dual", "all")
    empty: !panel.viewModel.isHeard ? Texts.t("dispatch.lights.none") : rows.list.count === 0 ? Texts.t("dispatch.dual.none") : ""

    DispatchList {
        id: rows

        anchors.fill: parent
        rowHeight: Theme.dispatch.px(Theme.dispatch.isDesk ? 34 : 38)
        model: panel.viewModel.dual
        total: panel.viewModel.dualTotal
        moreText: Texts.say("dispatch.stream.more", { count: rows.below })

        delegate: T.AbstractButton {
            id: line

            required property string caseId
            required property string code
            required property string waiting
            required property string since
            required property string spoken

            width: ListView.view.width
            height: rows.rowHeight
            focusPolicy: Qt.TabFocus
            hoverEnabled: true
            Accessible.role: Accessible.Button
            Accessible.name: line.spoken
            Keys.onReturnPressed: line.click()
            onClicked: panel.viewModel.openCase(line.caseId)

            background: Rectangle {
                color: line.hovered || line.visualFocus ? Theme.brandSoft : Theme.none
                radius: line.visualFocus ? Theme.dispatch.radiusSmall : 0
                border.width: line.visualFocus ? Theme.dispatch.edgeStrong : 0
                border.color: Theme.ink

                Rectangle {
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    height: Theme.dispatch.edge
                    color: Theme.line
                }
            }

            contentItem: Item {
                ThemeText {
                    id: code

                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.code
                    px: Theme.dispatch.small
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                ThemeText {
                    anchors.left: code.right
                    anchors.leftMargin: Theme.dispatch.px(12)
                    anchors.right: since.left
                    anchors.rightMargin: Theme.dispatch.px(12)
                    anchors.verticalCenter: parent.verticalCenter
                    text: Texts.say("dispatch.dual.waits_for", { unit: line.waiting })
                    px: Theme.dispatch.small
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                ThemeText {
                    id: since

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.since
                    px: Theme.dispatch.small
                    soft: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
