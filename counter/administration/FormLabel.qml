import QtQuick
import assets.ui

/*! The words over a field. */
ThemeText {
    px: Theme.desk.small
    soft: true
}
