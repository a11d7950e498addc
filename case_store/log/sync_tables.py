"""Sync both ways: what goes down to whom, how far it was pulled, comparisons."""
