"""Devices that were enrolled, and the codes that let them in."""
