"""The ground of a demo hall: a folder with keys, tokens, policy, one shared clock and a configuration for each process.

A real installation supplies all this itself; nothing here is used outside the demo.
"""

import shutil
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from case_store.clock import OffsetClock
from case_store.keys import CENTRE, hall_reader, make_keys
from case_store.policy_files import load_policy
from case_store.private_file import write_private
from case_store.tokens import COUNTER, DISPATCH, HALL, KIOSK, UPSTREAM, WALL, new_token, write_tokens
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import hall_date, hall_time
from cases.policy.policy import Policy
from demo.central_database import fresh_schema
from demo.processes import Process

ASSETS = Path(__file__).parents[1] / "assets"
KIOSK_ID = "kiosk-1"
SEEDING_KIOSK_ID = "kiosk-2"  # the other kiosk of the hall: it took what was taken before the demo begins
KIOSK_NAMES = {KIOSK_ID: "1 号自助机", SEEDING_KIOSK_ID: "2 号自助机"}
COUNTER_NO = 1  # where whoever plays the demo sits
OFFICE_NO = 5  # the counter of 调解, in the second counter window of the story
OPENS_AT = time(9, 30)
PRINTER_BAUD = 9_600
AT_HAND = {"card_reader": 115_200, "scanner": 9_600}  # of kiosk and counter 1, with their baud rates
PADS = {"kiosk": {"keypad": 9_600}, "counter": {"evaluation_pad": 9_600, "call_display": 9_600}}
WINDOWED = {
    "kiosk": {"width": 540, "height": 960},
    "wall": {"width": 1280, "height": 720},
    "dispatch": {"width": 1440, "height": 810},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where everything of one demo hall lies."""

    root: Path
    papers: Path  # where the printer that is a folder puts its papers
    policy: Policy
    clock: OffsetClock
    hall_url: str
    centre_url: str
    tokens: Mapping[str, str]
    hall: Process
    centre: Process

    @property
    def assets(self) -> Path:
        """Policy and texts of this demo: those of the tree, with the demo's own address in QR codes."""
        return self.root / "assets"

    def config(self, name: str) -> Path:
        """The configuration of a process: "kiosk", "counter", "office", "wall", "dispatch"."""
        return self.root / f"{name}.toml"

    @property
    def exports(self) -> Path:
        """Lists and reports that were taken out at the second counter window."""
        return self.root / "exports"

    @property
    def spoken(self) -> Path:
        """What the wall has said, as WAV files, where it speaks into a folder."""
        return self.root / "spoken"

    def port(self, name: str) -> Path:
        """Where a virtual device stands: "printer", "kiosk-card_reader", "counter-scanner" …"""
        return self.root.resolve() / "devices" / name

    def keys(self, name: str) -> Path:
        """The key file of "hall:…", "centre" or "kiosk:…"."""
        return self.root / "keys" / f"{name.replace(':', '-')}.keys.json"


def demo_day(calendar: WorkCalendar, today: date) -> date:
    """The latest working day of a loaded year that is not after today, whatever the real date is."""
    day = min(today, date(max(calendar.years), 12, 31))
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def lay_ground(
    root: Path,
    papers: Path | None = None,
    *,
    windowed: bool = False,
    devices: bool = False,
    pads: bool = False,
) -> Ground:
    """A fresh folder; what an earlier demo left in it and in `papers` is removed.

    `windowed`: kiosk and wall small enough to stand side by side on one monitor. `devices`: kiosk and counter 1 have
    devices on lines (demo.virtual_devices); else a folder is the kiosk's printer. `pads`: `PADS`, too, at `devices`.
    """
    papers = papers or root / "papers"
    for folder in (root, papers):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    hall_port, centre_port = _free_ports(2)
    hall_url, centre_url = f"http://127.0.0.1:{hall_port}", f"http://127.0.0.1:{centre_port}"
    policy = _own_policy(root / "assets", centre_url)
    clock = OffsetClock(root / "clock")
    day = demo_day(policy.calendar, hall_date(datetime.now(UTC)))
    clock.move_to(hall_time(datetime.combine(day, OPENS_AT)))
    make_keys(root / "keys", policy.hall.stream, (KIOSK_ID, SEEDING_KIOSK_ID))
    tokens = {role: new_token() for role in (KIOSK, COUNTER, WALL, DISPATCH, UPSTREAM)}
    write_tokens(root / "hall.tokens.json", tokens)
    of_staff = {role: tokens[role] for role in (COUNTER, DISPATCH)}
    write_tokens(root / "centre.tokens.json", {HALL: tokens[UPSTREAM], **of_staff})
    for role in (KIOSK, COUNTER, WALL, DISPATCH):
        write_private(root / f"token-{role}", tokens[role].encode())
    ground = Ground(
        root=root,
        papers=papers,
        policy=policy,
        clock=clock,
        hall_url=hall_url,
        centre_url=centre_url,
        tokens=tokens,
        hall=_store(root, "hall", policy.hall.stream, hall_port, upstream=centre_url),
        centre=_store(root, "centre", CENTRE, centre_port),
    )
    at_hand = {name: _at_hand(ground, name, pads=pads) if devices else {} for name in PADS}
    _configure_screens(ground, at_hand, windowed=windowed)
    return ground


def start_stores(ground: Ground) -> None:
    """Centre and hall, side by side. Raises NotReady, and then none of them is left running."""
    stores = (ground.centre, ground.hall)
    for store in stores:
        store.begin()
    try:
        for store in stores:
            store.wait_until_ready()
    except BaseException:
        for store in stores:
            store.stop()
        raise


def _own_policy(assets: Path, centre_url: str) -> Policy:
    for folder in ("policy", "texts"):
        shutil.copytree(ASSETS / folder, assets / folder)
    hall = assets / "policy" / "hall.toml"
    lines = hall.read_text("utf-8").splitlines(keepends=True)
    own = [
        f'citizen_base_url = "{centre_url}"\n' if line.startswith("citizen_base_url") else line
        for line in lines
    ]
    hall.write_text("".join(own), "utf-8")
    return load_policy(assets, demo=True)


def _store(root: Path, role: str, name: str, port: int, upstream: str | None = None) -> Process:
    reader = CENTRE if role == "centre" else hall_reader(name)
    values: dict[str, object] = {
        "role": role,
        "name": name,
        "database": f"{role}.db",
        "key_file": f"keys/{reader.replace(':', '-')}.keys.json",
        "tokens_file": f"{role}.tokens.json",
        "assets_dir": "assets",
        "clock_file": "clock",
        "port": port,
        "ready_file": f"{role}.ready",
        "demo": True,
        "pin_time_cost": 1,  # the demo says its PIN to everybody: nothing is gained by hashing it for 0.2 s
        "pin_memory_kib": 1024,
    }
    if role == "centre" and (url := fresh_schema()) is not None:
        values["database_url"] = url
    config = root / f"{role}.toml"
    tables: dict[str, Mapping[str, object]] = {"kiosk_names": KIOSK_NAMES}
    if upstream:
        tables["upstream"] = {"url": upstream}
    write_toml(config, values, tables)
    return Process(role, "store", config, root / f"{role}.log", root / f"{role}.ready")


def _configure_screens(
    ground: Ground, at_hand: Mapping[str, Mapping[str, Mapping[str, object]]], *, windowed: bool
) -> None:
    root, papers = ground.root, ground.papers.resolve()

    def common(role: str) -> dict[str, object]:
        return {
            "hall_url": ground.hall_url,
            "token_file": f"token-{role}",
            "assets_dir": "assets",
            "clock_file": "clock",
            "demo": True,
        }

    kiosk: dict[str, object] = {
        "kiosk_id": KIOSK_ID,
        "kiosk_name": KIOSK_NAMES[KIOSK_ID],
        "key_file": f"keys/kiosk-{KIOSK_ID}.keys.json",
        "outbox_file": "kiosk-outbox.db",
    }
    printer = f"serial:{ground.port('printer')}?baud={PRINTER_BAUD}"
    kiosk |= {"printer": printer} if at_hand["kiosk"] else {"papers_dir": papers}
    sizes = WINDOWED if windowed else {"kiosk": {}, "wall": {}, "dispatch": {}}
    write_toml(root / "kiosk.toml", common(KIOSK) | kiosk | sizes["kiosk"], at_hand["kiosk"])
    for name, number in (("counter", COUNTER_NO), ("office", OFFICE_NO)):
        counter: dict[str, object] = {
            "counter_no": number,
            "papers_dir": papers,
            "data_dir": f"{name}-data",
            "exports_dir": "exports",
            "voice_cache_dir": "voice",
        }
        write_toml(root / f"{name}.toml", common(COUNTER) | counter, at_hand.get(name))
    desk: dict[str, object] = {"profile": "desk" if windowed else "command"}
    write_toml(root / "dispatch.toml", common(DISPATCH) | sizes["dispatch"] | desk)
    voice: dict[str, object] = (
        {"speaker": "device"} if windowed else {"speaker": "folder", "speaker_dir": "spoken"}
    )
    write_toml(root / "wall.toml", common(WALL) | sizes["wall"] | voice | {"voice_cache_dir": "voice"})


def _at_hand(ground: Ground, name: str, *, pads: bool) -> Mapping[str, Mapping[str, object]]:
    """The tables of the devices beside a screen."""
    rates = AT_HAND | (PADS[name] if pads else {})
    return {
        f"devices.{device}": {"port": ground.port(f"{name}-{device}"), "baudrate": baudrate}
        for device, baudrate in rates.items()
    }


def write_toml(
    path: Path, values: Mapping[str, object], tables: Mapping[str, Mapping[str, object]] | None = None
) -> None:
    """A small TOML file: strings, numbers and booleans, and tables of them."""
    lines = [f"{key} = {_toml(value)}" for key, value in values.items()]
    for name, table in (tables or {}).items():
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in table.items())]
    path.write_text("\n".join([*lines, ""]), "utf-8")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _free_ports(count: int) -> list[int]:
    """Ports that are free now; each store is told its own, so that it has the same one after a restart."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()
