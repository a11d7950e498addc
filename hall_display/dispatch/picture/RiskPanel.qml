pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit

/*! 社会矛盾风险指数 (试行、内部参考): the ranking; a line opens the page that explains it. Words and bars, no light's colour. */
DispatchPanel {
    id: panel

    required property PictureViewModel picture
    readonly property RiskModel risk: panel.picture.risk

    title: Texts.t("dispatch_picture.risk.title")
    empty: panel.risk.hasFigures ? (panel.risk.lines.count === 0 && !panel.risk.isExplaining ? Texts.t("dispatch_picture.risk.empty") : "")
        : Texts.t("dispatch_picture.none_yet")

    DispatchList {
        anchors.fill: parent
        visible: !panel.risk.isExplaining
        rowHeight: Theme.dispatch.target
        model: panel.risk.lines
        moreText: Texts.say("dispatch_picture.more", { count: below })

        delegate: RiskLineDelegate {
            height: Theme.dispatch.target
            isStale: panel.risk.isStale
            onOpened: (key) => panel.risk.explain(key)
        }
    }

    ThemeText {
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        visible: panel.risk.hasFigures && !panel.risk.isExplaining
        text: [panel.risk.window, panel.risk.asOf].filter((words) => words !== "").join(" · ")
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
    }

    RiskPage {
        anchors.fill: parent
        visible: panel.risk.isExplaining
        risk: panel.risk
    }
}
