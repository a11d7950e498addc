"""Thousands of halls at one centre: `python -m tests.scale --halls 2000`."""
