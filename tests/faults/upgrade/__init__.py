"""A hall and a centre of an older commit of this repository, taken over by today's program."""
