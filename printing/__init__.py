"""Papers, one description each, to native ESC/POS, raster or PDF, spooled to a printer (design.md §6)."""
