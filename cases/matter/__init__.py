"""The matter as it was told or sent: its parts, types, codes and sources, what is attached, what was imported."""
