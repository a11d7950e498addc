"""`python -m tests.faults torn`: any column of any table is torn in one row; every door of the store still opens."""
