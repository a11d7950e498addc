"""The reports of the counter: the queue's figures and attendance, on the screen, as PDF and as CSV."""
