"""Long runs: what runs for weeks is run for a day, fast-forwarded. `make soak`, or `python -m tests.soak wall`."""
