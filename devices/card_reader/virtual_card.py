"""Invented ID cards for demo and tests, written after the table of domain.md §8.1 and not after our own parser.

A layout is its fields in their order with their widths in bytes; text is UTF-16LE, filled up with blanks.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LAYOUTS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "resident": (
        *(("name", 30), ("sex", 2), ("nation", 4), ("birth", 16), ("address", 70), ("id", 36)),
        *(("authority", 30), ("from", 16), ("to", 16), ("reserved", 36)),
    ),
    "hmt": (
        *(("name", 30), ("sex", 2), ("reserved", 4), ("birth", 16), ("address", 70), ("id", 36)),
        *(("authority", 30), ("from", 16), ("to", 16), ("permit", 18), ("issues", 4), ("reserved2", 6)),
        *(("type", 2), ("reserved3", 6)),
    ),
    "foreign_2017": (
        *(("english", 120), ("sex", 2), ("id", 30), ("nationality", 6), ("name", 30)),
        *(
            ("from", 16),
            ("to", 16),
            ("birth", 16),
            ("version", 4),
            ("agency", 8),
            ("type", 2),
            ("reserved", 6),
        ),
    ),
    "foreign_2023": (
        *(("name", 30), ("sex", 2), ("renewals", 4), ("birth", 16), ("english", 70), ("id", 36)),
        *(
            ("reserved", 30),
            ("from", 16),
            ("to", 16),
            ("english2", 22),
            ("country", 6),
            ("type", 2),
            ("link", 6),
        ),
    ),
}
TYPES = {"resident": " ", "hmt": "J", "foreign_2017": "I", "foreign_2023": "Y"}
CARDS_FILE = Path("devices", "virtual_cards.toml")
_NEW_ADDRESS_BYTES = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class VirtualCard:
    """`fields` by their names in `LAYOUTS`; what is left out is blank."""

    layout: str = "resident"
    fields: Mapping[str, str] = field(default_factory=dict)
    new_address: str = ""

    def text(self) -> bytes:
        """The 256 bytes."""
        said = {**self.fields, "type": TYPES[self.layout]}
        return b"".join(_field(said.get(name, ""), width) for name, width in LAYOUTS[self.layout])

    def moved(self) -> bytes:
        """The 70 bytes of a newer address, or none."""
        return _field(self.new_address, _NEW_ADDRESS_BYTES) if self.new_address else b""


def _field(text: str, width: int) -> bytes:
    data = text.encode("utf-16-le")[:width]
    return data + b" \0" * ((width - len(data)) // 2)


def load_cards(assets_dir: Path) -> Mapping[str, VirtualCard]:
    """The cards of assets/devices/virtual_cards.toml by name."""
    table = tomllib.loads((assets_dir / CARDS_FILE).read_text(encoding="utf-8"))
    return {
        name: VirtualCard(layout=card.pop("layout"), new_address=card.pop("new_address", ""), fields=card)
        for name, card in table.items()
    }
