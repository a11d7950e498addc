"""The risk index at the store: read from the cases, kept by the day, warnings and their reports."""
