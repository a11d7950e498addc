"""Faults of machines: power cuts, kills, full disks, clocks, lines, upgrades. `python -m tests.faults AREA`."""
