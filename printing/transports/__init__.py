"""The ways to a printer."""
