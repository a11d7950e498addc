"""What the screens are shown, read from the projections in one snapshot."""
