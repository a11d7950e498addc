import QtQuick

/*! What the kiosk's start is measured beside. */
Rectangle {}
