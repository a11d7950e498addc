"""Power cuts: every prefix of what a database wrote, with the part that is not synced kept, dropped or torn."""
