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
    note: [panel.risk.window, panel.risk.asOf].filter((words) => words !== "").join(" · ")
    empty: panel.risk.hasFigures ? (panel.risk.lines.count === 0 && !panel.risk.isExplaining ? Texts.t("dispatch_picture.risk.empty") : "")
        : Texts.t("dispatch_picture.none_yet")

    Chip {
        id: trial

        anchors.left: parent.left
        anchors.top: parent.top
        visible: !panel.risk.isExplaining && panel.empty === ""
        text: Texts.t("dispatch_picture.risk.trial")
        px: Theme.dispatch.small
        tone: "outline"
    }

    DispatchList {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: trial.bottom
        anchors.topMargin: Theme.dispatch.px(6)
        anchors.bottom: parent.bottom
        visible: !panel.risk.isExplaining
        model: panel.risk.lines
        moreText: Texts.say("dispatch_picture.more", { count: below })

        delegate: RiskLineDelegate {
            isStale: panel.risk.isStale
            onOpened: (key) => panel.risk.explain(key)
        }
    }

    RiskPage {
        anchors.fill: parent
        visible: panel.risk.isExplaining
        risk: panel.risk
    }
}
