"""A hand that signs 李某甲-like scrawl: rows as a pad sends them."""

import math

from devices.signature_pad.virtual import Row


def scrawl() -> list[Row]:
    """Four strokes, pressed harder in their middle, the pen lifted between them."""
    rows: list[Row] = []
    t = 0
    for number in range(4):
        left = 1200 + number * 2000
        for at in range(40):
            share = at / 39
            x = left + share * 1500
            y = 2000 + 900 * math.sin(share * 6 + number) + (number % 2) * 300 * share
            rows.append((round(x), round(y), t, 200 + round(700 * math.sin(math.pi * share))))
            t += 5
        rows.append((round(x), round(y), t, 0))
        t += 120
    return rows
