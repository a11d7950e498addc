"""A kiosk at work against a hall, and whether hall and centre have in the end what its citizens were told."""

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from case_store.log.projections import rebuild
from case_store.log.verify import verify
from case_store.store import Store
from case_store.tokens import KIOSK
from tests.case_store.served import KIOSK_ID
from tests.faults.machines import ROOT, Machines, until
from tests.faults.power.recorder import state_of


class BusyKiosk:
    """The process, and what it has said so far."""

    def __init__(self, machines: Machines) -> None:
        self._machines = machines
        self.more: dict[str, str] = {}  # of its environment
        self.told: list[dict[str, Any]] = []
        self.done = False
        self._process: subprocess.Popen[str] | None = None
        self._hears: threading.Thread | None = None

    def start(self) -> None:
        """Begin, or begin again."""
        machines = self._machines
        arguments = (
            machines.folder / "kiosk.db",
            machines.keys[f"kiosk:{KIOSK_ID}"],
            machines.hall.url,
            machines.tokens[KIOSK],
            machines.clock_file,
            machines.assets,
        )
        with (machines.folder / "kiosk.log").open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.busy_kiosk", *map(str, arguments)],
                cwd=ROOT,
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, **self.more},
            )
        self._hears = threading.Thread(target=self._hear, args=(self._process,), daemon=True)
        self._hears.start()

    def kill(self) -> None:
        """SIGKILL; what it had said before counts."""
        assert self._process is not None
        assert self._hears is not None
        self._process.kill()
        self._process.wait()
        self._hears.join()

    def finish(self) -> None:
        """Take no more; until the hall has everything."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write("enough\n")
        self._process.stdin.flush()
        until(lambda: self.done, what="the kiosk's outbox does not drain")
        self._process.wait(20)

    def end(self) -> None:
        """However it stands."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def _hear(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "done\n":
                self.done = True
            elif line.endswith("}\n"):  # half a line was never told to anybody
                self.told.append(json.loads(line))


def wrong(machines: Machines, told: list[dict[str, Any]], *, days_jump: bool = False) -> list[str]:
    """What differs between what citizens were told and what hall and centre have; `days_jump` as of `of_one`."""
    faults: list[str] = []
    for process in (machines.hall, machines.centre):
        store = machines.opened(process)
        try:
            faults += [f"{process.name}: {fault}" for fault in of_one(store, told, days_jump=days_jump)]
        finally:
            store.close()
    return faults


def of_one(store: Store, told: list[dict[str, Any]], *, days_jump: bool = False) -> list[str]:
    """What is wrong with an open store: its chain, its numbers, its tables, and what was told and is not there.

    `days_jump`: a printed number of another day than the hall's cannot stand; then staff must have been told so.
    """
    with store.log.reading() as connection:
        faults = [f"{fault.node} {fault.seq}: {fault.what}" for fault in verify(connection)]
        visits = connection.execute(sa.text("SELECT visit_id, ticket_no, business_date FROM visit")).all()
        codes = connection.execute(sa.text("SELECT case_code FROM case_")).scalars().all()
        replaced = set(_replaced(connection)) if days_jump else set()
    numbers = Counter((row.ticket_no, row.business_date) for row in visits)
    faults += [f"{number} given {n} times" for number, n in numbers.items() if n > 1]
    faults += [f"case code {code} {n} times" for code, n in Counter(codes).items() if n > 1]
    by_id = {row.visit_id: row.ticket_no for row in visits}
    for one in told:
        if one["visit_id"] not in by_id:
            faults.append(f"visit {one['visit_id']} is lost")
        elif (
            one["ticket_no"] not in (None, by_id[one["visit_id"]])
            and (one["ticket_no"], by_id[one["visit_id"]]) not in replaced
        ):
            faults.append(f"told {one['ticket_no']}, is {by_id[one['visit_id']]}")
        elif one["case_code"] not in (None, *codes):
            faults.append(f"case {one['case_code']} is lost")
    with store.log.connection.begin():
        before = state_of(store.log.connection.exec_driver_sql)
        rebuild(store.log.connection)
        if state_of(store.log.connection.exec_driver_sql) != before:
            faults.append("the tables are not as folded")
    return faults


def _replaced(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """(printed, given instead) of what staff were told."""
    said = sa.text("SELECT facts FROM notice WHERE code = 'notice.number_replaced'")
    for facts in connection.execute(said).scalars():
        pairs = dict(json.loads(facts))
        yield pairs["printed"], pairs["ticket_no"]
