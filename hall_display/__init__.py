"""hall_display: what hangs in the hall: the public wall (wall/) and the command zone's screen for staff (dispatch/)."""
