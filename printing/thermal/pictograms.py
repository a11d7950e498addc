"""The drawings of assets/icons as ink: the kiosk's own SVGs, drawn without Qt (resvg, by resvg-py)."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import resvg_py
from PIL import Image

ICONS = Path(__file__).parents[2] / "assets" / "icons"


@lru_cache(maxsize=64)
def pictogram(name: str, side: int, folder: Path = ICONS) -> Image.Image:
    """The drawing `name`, `side` dots wide and high, ink on white ("L"). Raises FileNotFoundError for no such."""
    svg = (folder / f"{name}.svg").read_text("utf-8").replace("currentColor", "#000000")
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=side, height=side, skip_system_fonts=True))
    with Image.open(BytesIO(png)) as drawn:
        return Image.composite(
            Image.new("L", drawn.size, 0), Image.new("L", drawn.size, 255), drawn.getchannel("A")
        )
