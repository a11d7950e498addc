"""What goes wrong in a history: each a thing that happens to real machines, at an instant that chance decides."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from tests.sync.machines import KioskMachine, StoreMachine
from tests.sync.network import Weather

if TYPE_CHECKING:
    from tests.sync.history import World

CLOCKS = tuple(
    timedelta(**wrong)
    for wrong in (
        {"seconds": 3},
        {"seconds": -40},
        {"minutes": 9},
        {"minutes": -7},
        {"days": 1},
        {"days": -1},
        {"days": 400},
        {"days": -1200},
    )
)
WEATHERS = (
    Weather(),
    Weather(slow=1.5),
    Weather(lost=0.3, slow=0.3),
    Weather(unanswered=0.35, slow=0.3),
    Weather(doubled=0.4, slow=0.5),
    Weather(torn=0.15, stale=0.25),
    Weather(refused=0.4),
    Weather(lost=0.2, unanswered=0.2, doubled=0.2, torn=0.05, stale=0.1, refused=0.1, slow=1.0),
)


@dataclass
class Trouble:
    """Does things to the machines of a world, and writes down what it has done."""

    world: "World"
    chance: Random
    backups: list[tuple[StoreMachine, Any]] = field(default_factory=list)

    def something(self) -> None:
        """One of them."""
        kinds: Sequence[tuple[int, Callable[[], None]]] = (
            (6, self.power_cut),
            (6, self.power_cut_at_a_commit),
            (5, self.partition),
            (5, self.weather_changes),
            (3, self.clock_jumps),
            (3, self.backup),
            (3, self.put_back),
            (2, self.clone),
            (1, self.clone_of_a_kiosk),
            (2, self.upgrade),
            (2, self.row_damaged),
        )
        weights = [weight for weight, _ in kinds]
        self.chance.choices([kind for _, kind in kinds], weights)[0]()

    # Power.

    def power_cut(self) -> None:
        """A machine is off at once, and on again after a while."""
        machine = self._any()
        if machine.running is not None:
            self.world.seen["power cut"] += 1
            machine.switch_off()
            self._on_again(machine)

    def power_cut_at_a_commit(self) -> None:
        """Just before the machine's next commit is durable, or just after."""
        machine = self._any()
        power = machine.disk.power
        if machine.running is None or power.cut_in:
            return
        power.cut_in, power.cut_before = self.chance.randint(1, 4), self.chance.random() < 0.5
        off, before = machine.switch_off, power.cut_before

        def cut() -> None:
            self.world.seen["power cut before a commit" if before else "power cut after a commit"] += 1
            off()
            self._on_again(machine)

        power.switch_off = cut

    def _on_again(self, machine: StoreMachine | KioskMachine) -> None:
        async def later() -> None:
            await asyncio.sleep(self.chance.choice((0.2, 1.0, 5.0, 15.0)))
            if machine.running is None and machine in self.world.machines.values():
                machine.start()

        self.world.timeline.begin(None, later())

    # Network.

    def partition(self) -> None:
        """Two machines do not hear each other for a while."""
        machine = self._any()
        other = machine.hall if isinstance(machine, KioskMachine) else "centre"
        network = self.world.network
        network.cut(machine.name, other)
        self.world.seen["partition"] += 1

        async def heals() -> None:
            await asyncio.sleep(self.chance.choice((1.0, 4.0, 20.0)))
            network.heal(machine.name, other)

        self.world.timeline.begin(None, heals())

    def weather_changes(self) -> None:
        """For everybody."""
        self.world.network.weather = self.chance.choice(WEATHERS)

    # Clocks.

    def clock_jumps(self) -> None:
        """A machine's clock is set, by seconds or by years."""
        machine = self._any()
        machine.clock.wrong = self.chance.choice((timedelta(), *CLOCKS))
        self.world.seen["clock jumped"] += 1

    # Disks.

    def backup(self, of: StoreMachine | None = None) -> None:
        """An operator keeps a copy of a store."""
        machine = of or self._store()
        self.backups.append((machine, machine.disk.copy()))

    def put_back(self, of: StoreMachine | None = None) -> None:
        """A store comes back from an older backup."""
        kept = [
            (machine, copy)
            for machine, copy in self.backups
            if machine.name in self.world.machines and of in (None, machine)
        ]
        if not kept:
            return
        machine, copy = self.chance.choice(kept)
        machine.switch_off()
        machine.disk.recover()
        machine.disk.copy_from(copy)
        self.world.was_put_back(machine)
        self.world.seen["centre put back" if machine.is_centre else "hall put back"] += 1
        self._on_again(machine)

    def clone(self) -> None:
        """A hall's disk is copied, and both machines run: the clone holds everything the hall holds."""
        halls = [m for m in self.world.stores() if not m.is_centre and not m.is_clone]
        machine = self.chance.choice(halls)
        if machine.name + "'" in self.world.machines:
            return
        self.world.seen["hall cloned"] += 1
        self.world.clone(machine).start()

    def clone_of_a_kiosk(self) -> None:
        """The same with a kiosk that holds a live lease."""
        kiosks = [k for k in self.world.kiosks() if not k.is_clone]
        if not kiosks:
            return
        machine = self.chance.choice(kiosks)
        if machine.name + "'" in self.world.machines:
            return
        self.world.seen["kiosk cloned"] += 1
        self.world.clone_kiosk(machine).start()

    def row_damaged(self) -> None:
        """A bit of an event that the centre does not have yet is turned over on the hall's disk."""
        machine = self._store()
        if machine.is_centre:
            return
        waiting = machine.disk.rows(
            "SELECT position FROM outbox WHERE verdict IS NULL AND stream = ?", machine.stream
        )
        if waiting and machine.running is not None:
            at = self.chance.choice(waiting)[0]
            sql = "UPDATE event SET body = '{' WHERE stream = ? AND position = ?"
            machine.disk.raw.execute(sql, (machine.stream, at))
            (row,) = machine.disk.rows(
                "SELECT id, aggregate FROM event WHERE stream = ? AND position = ?", machine.stream, at
            )
            self.world.damaged[row[0]] = row[1]
            self.world.seen["row damaged"] += 1

    # Versions.

    def upgrade(self) -> None:
        """A machine of the release before is given today's."""
        old = [machine for machine in self.world.stores() if machine.is_old]
        if old:
            machine = self.chance.choice(old)
            self.world.upgrade(machine)
            if machine.running is None:
                machine.start()

    def _any(self) -> StoreMachine | KioskMachine:
        machines: list[StoreMachine | KioskMachine] = [*self.world.stores(), *self.world.kiosks()]
        return self.chance.choice(machines)

    def _store(self) -> StoreMachine:
        return self.chance.choice(self.world.stores())
