import QtQuick

/*! Lines of a panel: whole lines only, and what does not fit is said as a number at the foot, never cut. */
Item {
    id: box

    property alias model: list.model
    property alias delegate: list.delegate
    property alias spacing: list.spacing
    readonly property alias list: list
    property real rowHeight: Theme.dispatch.row
    /*! 「下面还有 {count} 条」 with the number of lines below. */
    property string moreText: ""
    /*! How many there are in all, where only the first ones were told. */
    property int total: list.count
    readonly property real pitch: box.rowHeight + list.spacing
    readonly property int fits: Math.max(1, Math.floor((box.height + list.spacing) / box.pitch))
    readonly property bool isLonger: list.count > box.fits
    readonly property int fitsWithMore: Math.max(1, Math.floor((box.height - more.height + list.spacing) / box.pitch))
    readonly property int below: Math.max(0, Math.round((list.contentHeight - list.contentY - list.height) / box.pitch)) + Math.max(0, box.total - list.count)

    ListView {
        id: list

        width: parent.width
        // Half a pixel short of the next line: a Shape in it would be drawn over the edge, clipped or not.
        height: (box.isLonger ? box.fitsWithMore : box.fits) * box.pitch - list.spacing - 0.5
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        snapMode: ListView.SnapToItem
        highlightMoveDuration: 0
        cacheBuffer: 0
        interactive: box.isLonger
    }

    ThemeText {
        id: more

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        visible: box.isLonger && box.below > 0
        text: box.moreText
        px: Theme.dispatch.small
        soft: true
        wrapMode: Text.NoWrap
    }
}
