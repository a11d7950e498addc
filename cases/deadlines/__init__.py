"""Time limits: the work calendar, clocks with their ledgers, lights."""
