"""The lists of the counter: waiting, mine, due, all; fluid at 50,000 rows, by keys alone."""
