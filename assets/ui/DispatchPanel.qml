import QtQuick

/*! A panel of the dispatch screen: what it shows, how many, and below it the content. `empty`: a sentence in place of the
    content when there is nothing; it is quiet, nothing is amiss. `behind` false: the count opens nothing. */
Rectangle {
    id: panel

    property string title: ""
    property string count: ""
    property bool isLive: true
    /*! At the right of the head: a key, a period, a unit. */
    property string note: ""
    property string empty: ""
    property bool isFramed: true
    readonly property real headHeight: Math.round(Theme.dispatch.title * 2.1)
    readonly property alias body: body
    default property alias content: body.data

    signal countClicked()

    radius: Theme.dispatch.radius
    color: panel.isFramed ? Theme.surface : Theme.none
    clip: true

    Accessible.role: Accessible.Grouping
    Accessible.name: panel.title

    ThemeText {
        id: title

        anchors.left: parent.left
        anchors.leftMargin: Theme.dispatch.pad
        anchors.verticalCenter: parent.top
        anchors.verticalCenterOffset: panel.headHeight * 0.56
        text: panel.title
        px: Theme.dispatch.title
        soft: true
        wrapMode: Text.NoWrap
        Accessible.role: Accessible.Heading
    }

    DispatchFigure {
        anchors.left: title.right
        anchors.leftMargin: Math.round(Theme.dispatch.title * 0.5)
        anchors.baseline: title.baseline
        visible: panel.count !== ""
        baselineOffset: implicitHeight * 0.78
        text: panel.count
        label: panel.title + " " + panel.count
        isLive: panel.isLive
        px: Theme.dispatch.title
        onClicked: panel.countClicked()
    }

    ThemeText {
        anchors.right: parent.right
        anchors.rightMargin: Theme.dispatch.pad
        anchors.baseline: title.baseline
        text: panel.note
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
    }

    Item {
        id: body

        anchors.fill: parent
        anchors.leftMargin: Theme.dispatch.pad
        anchors.rightMargin: Theme.dispatch.pad
        anchors.topMargin: panel.headHeight
        anchors.bottomMargin: Math.round(Theme.dispatch.pad * 0.6)
    }

    ThemeText {
        anchors.left: body.left
        anchors.right: body.right
        anchors.top: body.top
        anchors.topMargin: Theme.dispatch.px(6)
        visible: panel.empty !== ""
        text: panel.empty
        px: Theme.dispatch.body
        soft: true
    }
}
