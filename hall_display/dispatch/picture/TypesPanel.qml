import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 高频类型: a bar each; the head has all of these days. */
DispatchPanel {
    id: panel

    required property PictureViewModel picture
    readonly property CountsModel counts: panel.picture.counts

    title: panel.counts.days === "" || panel.counts.areTypesStale ? Texts.t("dispatch_picture.types.title") : Texts.say("dispatch_picture.types.titled", { of: panel.counts.days })
    count: panel.counts.total
    note: panel.counts.typesAsOf
    empty: !panel.counts.hasTypes ? Texts.t("dispatch_picture.none_yet")
        : panel.counts.bars.count === 0 ? Texts.t("dispatch_picture.types.empty") : ""
    onCountClicked: panel.counts.openFigure("types", "total")

    BarList {
        id: bars

        anchors.fill: parent
        anchors.bottomMargin: foot.height
        bars: panel.counts.bars
        columns: bars.width > Theme.dispatch.px(620) && panel.counts.bars.count * Theme.dispatch.target > bars.height ? 2 : 1
        rowHeight: Math.max(Theme.dispatch.target, Math.min(Theme.dispatch.row, Math.floor(height / Math.max(1, bars.rows))))
        interactive: true
        isStale: panel.counts.areTypesStale || Theme.isFaded
        onBarClicked: (key) => panel.counts.openFigure("types", key)
    }

    Row {
        id: foot

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Math.round(Theme.dispatch.small * 1.5)  // whatever is said there: the bars are laid out above it
        spacing: Theme.dispatch.px(8)

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            visible: bars.below > 0
            text: Texts.say("dispatch_picture.more", { count: bars.below })
            px: Theme.dispatch.small
            soft: true
            wrapMode: Text.NoWrap
        }

        ThemeText {
            anchors.verticalCenter: parent.verticalCenter
            visible: rest.visible
            text: Texts.t("dispatch_picture.types.rest_word")
            px: Theme.dispatch.small
            soft: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        DispatchFigure {
            id: rest

            anchors.verticalCenter: parent.verticalCenter
            visible: panel.counts.rest !== ""
            text: panel.counts.restCount
            unit: Texts.t("dispatch_picture.unit.count")
            label: panel.counts.rest
            px: Theme.dispatch.small
            onClicked: panel.counts.openFigure("types", "rest")
        }
    }
}
