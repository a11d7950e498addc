pragma ComponentBehavior: Bound

import QtQuick
import assets.ui
import hall_display
import screenkit
import ".."

/*! One line of the ranking explained: six terms, each with weight and the counts that made it; its parts; how it has moved. */
Item {
    id: page

    required property RiskModel risk

    readonly property bool isWide: page.width > Theme.dispatch.px(760)

    DispatchButton {
        id: back

        anchors.right: parent.right
        text: Texts.t("dispatch_picture.back")
        onClicked: page.risk.back()
    }

    WaitingNote {
        anchors.left: parent.left
        anchors.right: back.left
        anchors.top: parent.top
        visible: page.risk.isWaiting
        said: page.risk.said
        onAgain: page.risk.again()
    }

    Column {
        id: head

        anchors.left: parent.left
        anchors.right: back.left
        visible: !page.risk.isWaiting
        spacing: Theme.dispatch.px(4)

        Row {
            spacing: Theme.dispatch.px(12)

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: page.risk.pageName
                px: Theme.dispatch.strong
                strong: true
                wrapMode: Text.NoWrap
            }

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: [page.risk.pageValue, page.risk.pageLevel + page.risk.pageWay].filter((words) => words !== "").join(" ")
                px: Theme.dispatch.strong
                strong: page.risk.pageBars > 0
                soft: page.risk.pageBars === 0
                wrapMode: Text.NoWrap
            }

            RiskBars {
                anchors.verticalCenter: parent.verticalCenter
                visible: page.risk.pageBars > 0
                bars: page.risk.pageBars
                px: Theme.dispatch.strong
            }
        }

        Row {
            spacing: Theme.dispatch.px(8)

            ThemeText {
                anchors.verticalCenter: parent.verticalCenter
                text: page.risk.pageWindow + " " + Texts.t("dispatch_picture.risk.matters")
                px: Theme.dispatch.small
                soft: true
                wrapMode: Text.NoWrap
            }

            DispatchFigure {
                anchors.verticalCenter: parent.verticalCenter
                text: page.risk.pageCount
                unit: Texts.t("dispatch_picture.risk.matters_unit")
                label: Texts.say("dispatch_picture.risk.page_count", { name: page.risk.pageName, count: page.risk.pageCount })
                px: Theme.dispatch.body
                onClicked: page.risk.openFigure("count")
            }

        }

        ThemeText {
            width: parent.width
            text: Texts.t("dispatch_picture.risk.trial") + " · " + page.risk.policy
            px: Theme.dispatch.small
            soft: true
        }
    }

    Flickable {
        id: sheet

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.topMargin: Theme.dispatch.px(10)
        anchors.bottom: parent.bottom
        visible: !page.risk.isWaiting
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: Math.max(terms.height, page.isWide ? others.height : terms.height + others.height + Theme.dispatch.gap)

        Column {
            id: terms

            width: page.isWide ? Math.round(sheet.width * 0.53) : sheet.width
            spacing: Theme.dispatch.px(6)

            Repeater {
                model: page.risk.terms

                RiskTermDelegate {
                    width: terms.width
                    onOpened: (term, number) => page.risk.openTerm(term, number)
                }
            }
        }

        Column {
            id: others

            x: page.isWide ? terms.width + Theme.dispatch.pad * 2 : 0
            y: page.isWide ? 0 : terms.height + Theme.dispatch.gap
            width: sheet.width - others.x
            spacing: Theme.dispatch.px(8)

            ThemeText {
                text: Texts.t("dispatch_picture.risk.history")
                px: Theme.dispatch.small
                soft: true
            }

            RiskHistory {
                // A Shape is not clipped by the software renderer: it is drawn only while all of it is in view.
                isDrawn: others.y + y >= sheet.contentY - 1 && others.y + y + height <= sheet.contentY + sheet.height + 1
                width: parent.width
                height: page.isWide ? Math.max(Theme.dispatch.px(170), Math.round(sheet.height * 0.34)) : Theme.dispatch.px(170)
                risk: page.risk
            }

            ThemeText {
                visible: page.risk.parts.count > 0
                text: Texts.t("dispatch_picture.risk.parts")
                px: Theme.dispatch.small
                soft: true
            }

            Repeater {
                model: page.risk.parts

                RiskLineDelegate {
                    width: others.width
                    onOpened: (key) => page.risk.explain(key)
                }
            }
        }
    }
}
