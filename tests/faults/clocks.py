"""Clocks that are years off, or jump while everybody works: nothing is refused, nothing is lost, days stay sane.

`python -m tests.faults clock`. Hall and centre are real processes under libfaketime (Debian faketime), each with a
clock of its own. The kiosk's clock is moved through its clock file: libfaketime also bends what asyncio sleeps by,
which no wrong clock does (time.sleep then raises).
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from case_store.clock import OffsetClock
from cases.hall_time import HALL_ZONE
from tests.faults.at_work import BusyKiosk, wrong
from tests.faults.machines import Machines, until

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), Path("/none"))
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE)
TICKETS = 12
UNTIL_HEARD = 4  # matters without a number until a kiosk whose clock jumped has heard the hall's time again
# 请到导办台取号; the matter is kept, and the lease of the day that the hall jumped to comes with its next answer
WITHOUT_NUMBER = {"kiosk.clock_untrusted", "kiosk.lease_used_up"}
WHO = ("hall", "centre", "kiosk")
STEPS: tuple[tuple[str, dict[str, timedelta]], ...] = (
    ("all right", {}),
    ("hall 400 days ahead", {"hall": timedelta(days=400)}),
    ("hall right again: 400 days back while running", {}),
    ("hall three years behind", {"hall": timedelta(days=-1095)}),
    ("centre two years behind", {"centre": timedelta(days=-730)}),
    ("centre five years ahead", {"centre": timedelta(days=1826)}),
    ("kiosk a year ahead", {"kiosk": timedelta(days=365)}),
    ("kiosk a year behind", {"kiosk": timedelta(days=-365)}),
    ("all right again", {}),
    ("ten seconds to midnight, and over it", dict.fromkeys(WHO, timedelta(hours=14, minutes=29, seconds=50))),
    ("back before midnight", dict.fromkeys(WHO, timedelta(hours=14, minutes=20))),
    ("the next morning", dict.fromkeys(WHO, timedelta(days=1))),
)


def run(say: Callable[[str], None]) -> bool:
    """Whether all of it went well."""
    if not LIBRARY.exists():
        say("not run: Debian package faketime is missing")
        return True
    with TemporaryDirectory() as folder:
        faults = list(_drill(Path(folder), say))
    for fault in faults[:10]:
        say(f"  {fault}")
    return not faults


def _drill(folder: Path, say: Callable[[str], None]) -> Iterator[str]:
    machines = Machines(folder, moved_clock=False)
    kiosk = BusyKiosk(machines)
    machines.clock_file = str(folder / "kiosk.clock")
    machines.hall.more, machines.centre.more = (_faked(folder, who) for who in ("hall", "centre"))
    _let_the_hall_take_its_time(machines.assets / "policy" / "kiosk.toml")
    shift = MONDAY - datetime.now(HALL_ZONE)
    _set(folder, shift, {})
    try:
        machines.centre.start()
        machines.hall.start()
        kiosk.start()
        for name, off in STEPS:
            _set(folder, shift, off)
            before = len(kiosk.told)
            until(lambda before=before: len(kiosk.told) >= before + TICKETS, what=f"{name}: no tickets")  # type: ignore[misc]
            told = kiosk.told[before:]
            numbered = sum(one["ticket_no"] is not None for one in told)
            codes = sorted({one["code"] for one in told} - {""})
            say(f"{name}: {len(told)} matters, {numbered} with a number {' '.join(codes)}")
            if len(told) - numbered > UNTIL_HEARD or set(codes) - WITHOUT_NUMBER:
                yield f"{name}: {len(told) - numbered} matters without a number ({codes})"
        _set(folder, shift, {})
        kiosk.finish()
        until(machines.is_drained, what="the hall's outbox does not drain")
        yield from _days(machines, say)
        machines.hall.stop()
        machines.centre.stop()
        yield from wrong(machines, kiosk.told, days_jump=True)
    finally:
        kiosk.end()
        machines.close()


def _days(machines: Machines, say: Callable[[str], None]) -> Iterator[str]:
    """A ticket is of the day that the hall had; a deadline that no calendar covers says that it is provisional."""
    days = machines.rows(machines.hall, "SELECT business_date, count(*) FROM visit GROUP BY 1 ORDER BY 1")
    say(f"tickets by day: {', '.join(f'{day} {count}' for day, count in days)}")
    offs = {off.get("hall", timedelta()) for _, off in STEPS}
    near = {
        (MONDAY + off + timedelta(days=more)).date().isoformat() for off in offs for more in (-1, 0, 1, 2, 3)
    }
    yield from (f"tickets of {day}" for day, _ in days if day not in near)
    clocks = machines.rows(
        machines.hall,
        "SELECT substr(due_date, 1, 4), provisional, count(*) FROM clock GROUP BY 1, 2 ORDER BY 1",
    )
    say(f"clocks by year, provisional or not: {clocks}")


def _let_the_hall_take_its_time(kiosk_policy: Path) -> None:
    """A machine that is busy with other things is not what is tried here: the kiosk waits for the hall's number."""
    text = kiosk_policy.read_text("utf-8")
    asked, patient = "ask_hall_timeout_ms = 800", "ask_hall_timeout_ms = 30000"
    assert asked in text
    kiosk_policy.write_text(text.replace(asked, patient), "utf-8")


def _faked(folder: Path, who: str) -> dict[str, str]:
    return {
        "LD_PRELOAD": str(LIBRARY),
        "FAKETIME_TIMESTAMP_FILE": str(folder / f"{who}.time"),
        "FAKETIME_NO_CACHE": "1",
        "DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def _set(folder: Path, shift: timedelta, off: dict[str, timedelta]) -> None:
    """Everybody's clock: the machine's, so shifted that the drill begins on a Monday, and what each is off."""
    for who in WHO:
        seconds = (shift + off.get(who, timedelta())).total_seconds()
        if who == "kiosk":
            clock = OffsetClock(folder / "kiosk.clock")
            clock.move_by(timedelta(seconds=seconds) - clock.offset)
            continue
        part = folder / f"{who}.part"
        part.write_text(f"{seconds:+.0f}\n")
        part.replace(folder / f"{who}.time")
