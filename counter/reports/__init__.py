"""The reports of the counter: the queue, casework and attendance, on the screen, as PDF and as CSV."""
