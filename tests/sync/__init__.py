"""The seeded simulator: real kiosks, halls and a centre in one process, whose time, network and luck a seed decides."""
