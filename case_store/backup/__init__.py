"""Copies of a store that can be trusted: made while it runs, signed, checked, and brought back on another machine."""
