"""One cluster, the real centre over it by roles, twenty halls: a fault strikes, and what it cost is written down.

`lost` compares what the halls were told is durable with what the database holds, by id and hash; `asked_again` are
events that the centre had confirmed and then did not have (a later push would cover them up).
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from case_store.central.roles import SERVICE
from tests.rehearsal.ha.centre import Centre, admin, held_by
from tests.rehearsal.ha.cluster import OWNER, Cluster, set_passwords
from tests.rehearsal.ha.halls import Hall, Halls, Held
from tests.rehearsal.ha.node import SUPERUSER, Node
from tests.rehearsal.ha.probe import Probe, longest_gap

FLOWS_AGAIN_WITHIN_S = 90.0
DRAINED_WITHIN_S = 180.0
FRESH_S = 0.7  # something was confirmed so lately: it flows
LOOK_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one fault cost. Seconds without a durable write: of the database itself, and as the halls saw it."""

    fault: str
    database_s: float
    halls_s: float
    healed_s: float  # until all three nodes were in step again, after the cause was gone
    acknowledged: int  # by the halls, so far
    lost: int
    backlog: int  # events that waited in the halls when it flowed again


@dataclass
class Drill:
    """`synchronous=False`: the control run. Use as a context."""

    folder: Path
    synchronous: bool = True
    small_disks: bool = False
    halls_count: int = 20
    every_s: float = 0.5
    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cluster = Cluster(
            self.folder / "cluster", synchronous=self.synchronous, small_disks=self.small_disks
        )
        self.halls = Halls(self.folder / "halls", self.halls_count, self.every_s)
        self.keys = self.halls.make_keys()
        self.centre = self._centre("centre", SERVICE)
        self.probe = Probe(self.cluster.url(SUPERUSER, "postgres"))

    def __enter__(self) -> Self:
        try:
            self.cluster.start()
            self._set_up_roles()
            self.centre.start()
            self.halls.start(self.centre.url)
            self.probe.start()
            self._wait_for_flow(time.monotonic(), 0)
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Everything off, whatever cannot be: a cluster that is left over would go on for ever."""
        with ExitStack() as stack:  # the last first
            for stop in (self.cluster.stop, self.centre.stop, self.halls.stop, self.probe.stop):
                stack.callback(stop)

    def strike(
        self,
        fault: str,
        act: Callable[[], object],
        back: Callable[[], object] = lambda: None,
        *,
        lasts_s: float = 4.0,
        flows_before_back: bool = True,
    ) -> Outcome:
        """Let it happen, wait until writes flow again, take the cause away, wait for full strength.

        `lasts_s`: so long is watched at least. `flows_before_back=False`: nothing can flow before it is taken away.
        """
        began = time.monotonic()
        act()
        struck = time.monotonic()
        if flows_before_back:
            self._wait_for_flow(struck, lasts_s)
        else:
            time.sleep(lasts_s)  # the fault itself lasts so long
        until = time.monotonic()
        if not flows_before_back:
            back()
            self._wait_for_flow(until, 0)
            until = time.monotonic()
        backlog = sum(self.halls.ask(Hall.waiting))
        if flows_before_back:
            back()
        healed = self.cluster.heal()
        outcome = Outcome(
            fault=fault,
            database_s=round(longest_gap(self.probe.done_at, began, until), 1),
            halls_s=round(longest_gap(self.halls.told_at, began, until), 1),
            healed_s=round(healed, 1),
            acknowledged=len(acknowledged := self.halls.acknowledged()),
            lost=len(self.lost(acknowledged)),
            backlog=backlog,
        )
        self.outcomes.append(outcome)
        return outcome

    def leader(self) -> Node:
        """Who may be written to now."""
        leader = self.cluster.leader()
        if leader is None:
            raise RuntimeError(f"nobody leads:\n{self.cluster.told()}")
        return leader

    def lost(self, acknowledged: set[Held]) -> set[Held]:
        """What some hall was told is durable and the database does not hold."""
        return acknowledged - held_by(self.cluster.url(SUPERUSER))

    def drain(self, also: Callable[[], bool] = lambda: True) -> float:
        """Nothing new happens in the halls; until everything they have is confirmed, `also` that. Seconds."""
        self.halls.quiet()
        began = time.monotonic()
        while (waiting := sum(self.halls.ask(Hall.waiting))) or not also():
            if time.monotonic() - began > DRAINED_WITHIN_S:
                raise TimeoutError(f"{waiting} events still wait in the halls")
            time.sleep(LOOK_S)
        return time.monotonic() - began

    def _centre(self, folder: str, role: str) -> Centre:
        where = {"database_url": self.cluster.url(role), "database": "centre.db"}
        return Centre(self.folder / folder, self.keys, where)

    def _set_up_roles(self) -> None:
        """As deploy/central says: the owner's first start makes the tables, then the service is another role."""
        first = self._centre("first-start", OWNER)
        try:
            first.start()
        finally:
            first.stop()
        admin("roles", "--database-url", self.cluster.url(SUPERUSER))
        set_passwords(self.cluster.url(SUPERUSER))

    def _wait_for_flow(self, since: float, lasts_s: float) -> None:
        """Until both the probe and the halls are confirmed something that began after `since`."""
        while not self._flows(since) or time.monotonic() - since < lasts_s:
            if time.monotonic() - since > FLOWS_AGAIN_WITHIN_S:
                raise TimeoutError(f"writes do not flow again:\n{self.cluster.told()}")
            time.sleep(LOOK_S)

    def _flows(self, since: float) -> bool:
        fresh = max(since, time.monotonic() - FRESH_S)
        return all(told and told[-1] > fresh for told in (self.probe.done_at, self.halls.told_at))
