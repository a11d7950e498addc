"""Alarms, devices and notices on walls at the store: what the command zone is told, and what it answers."""
