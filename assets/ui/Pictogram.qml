import QtQuick

/*! A drawing of assets/icons in one colour, drawn from the SVG at exactly this size (screenkit.pictograms). */
Item {
    id: pictogram

    /*! File name without .svg, for example "family_marriage". */
    property string picture: ""
    property int size: Theme.kiosk.pictogram
    property color ink: Theme.brand

    implicitWidth: pictogram.size
    implicitHeight: pictogram.size

    Image {
        anchors.centerIn: parent
        width: pictogram.size
        height: pictogram.size
        sourceSize: Qt.size(pictogram.size * Screen.devicePixelRatio, pictogram.size * Screen.devicePixelRatio)
        source: pictogram.picture === "" ? "" : "image://pictogram/" + pictogram.picture + "/" + pictogram.ink.toString().slice(1)
    }
}
