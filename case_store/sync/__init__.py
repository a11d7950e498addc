"""Sync between stores: every event arrives upstream once, whatever the network does (design.md §4)."""
