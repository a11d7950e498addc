"""Handwriting (手写): strokes of a finger in, likely characters out; an aid beside Pinyin, never the only way.

libzinnia knows each character from one way of writing it, so `ink` and `readings` bring what people really write
nearer to that way, and `reader` ranks what comes back. Nothing is kept: strokes live in the caller's hand.
"""
