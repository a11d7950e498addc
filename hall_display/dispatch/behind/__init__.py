"""Behind a number: its list in a drawer, and from a line of it the case with what can be done from here."""
