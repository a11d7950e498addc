"""Run inside a tree of long ago, with its code: a hall that has worked, and what its centre needs. Only words it knew.

python build_old.py FOLDER make|more CENTRE_PORT HALL_PORT
"""

import json
import sys
from pathlib import Path

from case_store.store import Store
from case_store.tokens import COUNTER, HALL, KIOSK, UPSTREAM, write_tokens
from tests.case_store.one_hall import ASSETS, NODE, STREAM, OneHall

TICKETS = 12


def config(folder: Path, hall: OneHall, role: str, port: str, upstream: str = "") -> None:
    """As an operator of that time wrote it."""
    node = "centre" if role == "centre" else NODE
    values = {
        "role": role,
        "name": "centre" if role == "centre" else STREAM,
        "database": f"{role}.db",
        "key_file": str(hall.keys[node]),
        "tokens_file": f"{role}.tokens.json",
        "assets_dir": str(ASSETS),
        "clock_file": "clock",
        "port": int(port),
        "demo": True,
        "tick_seconds": 0.2,
        "pin_time_cost": 1,
        "pin_memory_kib": 8,
    }
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in values.items()]
    if upstream:
        lines.append(f'[upstream]\nurl = "{upstream}"\n')
    (folder / f"{role}.toml").write_text("".join(lines))


def work(hall: OneHall) -> None:
    """Tickets with a matter, every third of them served."""
    desk = hall.desk(1)
    for number in range(TICKETS):
        hall.take()
        hall.wait(minutes=1)
        if number % 3 == 0:
            row = hall.serve(desk)
            hall.open_matter(desk, row)
            hall.end(desk, row)


class PushingHall(OneHall):
    """With a centre: its events wait in the outbox."""

    @property
    def config(self):  # type: ignore[no-untyped-def]
        """As OneHall's."""
        from case_store.config import UpstreamConfig  # noqa: PLC0415

        return super().config.model_copy(update={"upstream": UpstreamConfig(url="http://127.0.0.1:9")})


def main(folder: Path, what: str, centre_port: str, hall_port: str) -> None:
    """Make it, or let more happen in it."""
    if what == "make":
        hall = PushingHall(folder)
        tokens = {role: f"token-of-{role}" for role in (KIOSK, COUNTER, HALL)}
        write_tokens(folder / "centre.tokens.json", tokens)
        write_tokens(folder / "hall.tokens.json", {**tokens, UPSTREAM: tokens[HALL]})
        config(folder, hall, "centre", centre_port)
        config(folder, hall, "hall", hall_port, f"http://127.0.0.1:{centre_port}")
    else:
        hall = PushingHall.__new__(PushingHall)
        hall.folder, hall._serial = folder, 2000
        from case_store.clock import OffsetClock  # noqa: PLC0415

        hall.clock = OffsetClock(folder / "clock")
        hall.keys = {
            name: folder / "keys" / f"{name.replace(':', '-')}.keys.json" for name in (NODE, "kiosk:k1")
        }
        hall.store = Store(hall.config)
    work(hall)
    hall.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
