"""Figures of a store: counts kept by the day, and behind every figure the list that it counts."""
