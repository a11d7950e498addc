import assets.ui

/*! A file of its own, so that Qt's keyboard is only read when it is asked for. */
KeyboardPanel {}
