"""Two kiosks and two desks at the same instant, as processes of their own: a thousand times, never the same ticket.

Ten thousand times: `python -m tests.case_store.test_races 2500` (tickets of each kiosk; as many calls).
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from case_store.tokens import COUNTER, KIOSK
from tests.case_store.hall_process import ROOT, HallProcess, never_closing_assets
from tests.case_store.on_postgres import ASKED
from tests.case_store.one_hall import PIN, OneHall

TICKETS_PER_KIOSK = 250  # 500 tickets and 500 calls: a thousand in all
WITHIN_S = 600 if ASKED else 120  # there a statement is a question to another process


def racer(
    served: HallProcess, role: str, name: str, count: int, session: str = ""
) -> "subprocess.Popen[bytes]":
    command = [
        sys.executable,
        "-m",
        "tests.case_store.racer",
        role,
        served.url.removeprefix("http://"),
        f"token-of-{'kiosk' if role == 'kiosk' else 'counter'}",
    ]
    return subprocess.Popen([*command, session, str(served.one.folder), name, str(count)], cwd=ROOT)


def got(folder: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((folder / f"got-{name}.json").read_text())
    return rows


def test_no_ticket_is_given_or_called_twice_and_every_gap_is_explained(tmp_path: Path) -> None:
    race(tmp_path, TICKETS_PER_KIOSK, WITHIN_S)


def race(tmp_path: Path, tickets: int, within_s: float) -> None:
    one = OneHall(tmp_path)
    with HallProcess(one, assets_dir=never_closing_assets(tmp_path)) as served:
        with served.http(COUNTER) as client:
            sessions = [
                client.post("/v1/sign-in", json={"staff_id": f"s{n}", "pin": PIN, "counter_no": n}).json()[
                    "session"
                ]
                for n in (1, 2)
            ]
        kiosks = [racer(served, KIOSK, f"k{n}", tickets) for n in (1, 2)]
        desks = [racer(served, "desk", f"desk{n}", n, sessions[n - 1]) for n in (1, 2)]
        names = ("k1", "k2", "desk1", "desk2")
        give_up_at = time.monotonic() + WITHIN_S
        while not all((tmp_path / f"here-{name}").exists() for name in names):
            assert time.monotonic() < give_up_at
            time.sleep(0.01)
        (tmp_path / "start").touch()
        assert [process.wait(within_s) for process in kiosks] == [0, 0]
        (tmp_path / "stop").touch()
        assert [process.wait(within_s) for process in desks] == [0, 0]
    try:
        check(
            one,
            [*got(tmp_path, "k1"), *got(tmp_path, "k2")],
            [*got(tmp_path, "desk1"), *got(tmp_path, "desk2")],
            tickets,
        )
    finally:
        one.store.close()


def check(one: OneHall, taken: list[dict[str, Any]], called: list[dict[str, Any]], tickets: int) -> None:
    assert len(taken) == 2 * tickets
    numbers = [row["ticket_no"] for row in taken]
    assert len(set(numbers)) == len(numbers)
    assert len({row["visit_id"] for row in called}) == len(called) == len(taken)
    assert all(row["same"] for row in called)
    superseded = {row.ticket_no for row in one.rows("SELECT ticket_no FROM superseded_number")}
    leases = one.rows(
        "SELECT first, last FROM lease WHERE kind = 'numbers' AND queue = 'A' AND business_date = '2026-11-23'"
    )
    lent = {f"A{n:03d}" for row in leases for n in range(row.first, row.last + 1)}
    (last,) = (row.last_given for row in one.rows("SELECT last_given FROM queue_day WHERE queue = 'A'"))
    normal = {f"A{n:03d}" for n in range(1, last + 1)} - lent
    printed = set(numbers) & lent
    assert len(printed) == len(superseded) == len(taken) // 10
    assert normal == (set(numbers) - lent) | superseded
    states = {row.state: row.n for row in one.rows("SELECT state, count(*) AS n FROM visit GROUP BY state")}
    assert states == {"no_show": len(taken)}
    assert one.faults() == []


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        race(Path(folder), int(sys.argv[1]), 3600)
    print(f"{4 * int(sys.argv[1])} tickets and calls: no number twice, no call twice")
