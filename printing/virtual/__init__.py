"""A receipt printer that is not there: bytes in, paper and answers out. Written from the makers' command tables.

It shares no code with the encoders (printing/thermal), so that a paper that it prints proves something about them.
"""
