"""What is fast enough, measured: `make bench` prints a table and writes build/bench.json. None is a timed test."""
