"""Virtual devices by hand: `python -m devices.virtual_desk FOLDER`, for training and for a demo without a reader.

FOLDER/reader and FOLDER/scanner are the ports for kiosk.toml or counter.toml; what is typed here happens to them.
"""

import sys
from pathlib import Path

from devices.card_reader.virtual import Fault, VirtualReader
from devices.card_reader.virtual_card import load_cards
from devices.scanner.virtual import VirtualScanner

HELP = """place NAME [OTHER] | take | fault NAME | scan TEXT | pull reader|scanner | plug reader|scanner | quit
cards: {cards}
faults: {faults}"""


def main(folder: Path, assets_dir: Path) -> None:
    """Read commands until the input ends."""
    cards = load_cards(assets_dir)
    reader, scanner = VirtualReader(folder / "reader"), VirtualScanner(folder / "scanner")
    reader.start()
    scanner.start()
    lines = {"reader": reader.line, "scanner": scanner.line}
    faults = {fault.name.lower(): fault for fault in Fault}
    print(HELP.format(cards=", ".join(cards), faults=", ".join(faults)))
    for typed in sys.stdin:
        match typed.split():
            case ["place", name] if name in cards:
                reader.place(cards[name])
            case ["place", name, other] if name in cards and other in cards:
                reader.place(cards[name], cards[other])
            case ["take"]:
                reader.take_away()
            case ["fault", name] if name in faults:
                reader.break_(faults[name])
            case ["scan", text]:
                scanner.scan(text)
            case ["pull", name] if (line := lines.get(name)) is not None:
                line.pull_out()
            case ["plug", name] if (line := lines.get(name)) is not None:
                line.plug_in()
            case ["quit"]:
                break
            case _:
                print(HELP.format(cards=", ".join(cards), faults=", ".join(faults)))
    reader.close()
    scanner.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[1] / "assets")
