"""The day in the hall: visits, tickets, the order of calling, expected waits, who sits where."""
