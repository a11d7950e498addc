"""Whole days played with a real hall, real screens and people who do what people do, from a seed."""
