"""Who is told of what from outside, and what is still to be told."""
