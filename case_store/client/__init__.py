"""How screens speak to a hall: typed questions over HTTP, and the live feed."""
