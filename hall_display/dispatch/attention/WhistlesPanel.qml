pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import assets.ui
import hall_display
import screenkit

/*! 吹哨未到: called units that are not here, with a clock; who did not come in time stands first. */
DispatchPanel {
    id: panel

    required property AttentionViewModel viewModel

    title: Texts.t("dispatch.whistles.title")
    count: panel.viewModel.isHeard ? panel.viewModel.whistlesTotal : ""
    onCountClicked: panel.viewModel.openFigure("whistles", "all")
    empty: !panel.viewModel.isHeard ? Texts.t("dispatch.lights.none") : rows.list.count === 0 ? Texts.t("dispatch.whistles.none") : ""

    DispatchList {
        id: rows

        anchors.fill: parent
        rowHeight: Theme.dispatch.px(Theme.dispatch.isDesk ? 34 : 38)
        model: panel.viewModel.whistles
        total: panel.viewModel.whistlesTotal
        moreText: Texts.say("dispatch.stream.more", { count: rows.below })

        delegate: T.AbstractButton {
            id: line

            required property string caseId
            required property string code
            required property string unit
            required property string due
            required property string light
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
                LightMark {
                    id: mark

                    anchors.left: parent.left
                    anchors.verticalCenter: parent.verticalCenter
                    light: line.light
                    px: Theme.dispatch.small
                    Accessible.ignored: true
                }

                ThemeText {
                    id: code

                    anchors.left: mark.right
                    anchors.leftMargin: Theme.dispatch.px(10)
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.code
                    px: Theme.dispatch.small
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                // A long name is set a little smaller; one that is still too long keeps both its ends: the place and the office.
                ThemeText {
                    anchors.left: code.right
                    anchors.leftMargin: Theme.dispatch.px(10)
                    anchors.right: left.left
                    anchors.rightMargin: Theme.dispatch.px(10)
                    anchors.verticalCenter: parent.verticalCenter
                    height: code.height
                    verticalAlignment: Text.AlignVCenter
                    text: line.unit
                    px: Theme.dispatch.small
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Math.round(Theme.dispatch.small * 0.8)
                    elide: Text.ElideMiddle
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                ThemeText {
                    id: left

                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.due
                    px: Theme.dispatch.small
                    color: line.light === "overdue" ? Theme.overdue : Theme.ink
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
