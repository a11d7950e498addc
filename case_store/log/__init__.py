"""The event log: tables, the one append, the chain, and the projections made from it."""
