"""One history: a seed, a few machines, a minute or two of work and trouble, and then everything is whole again.

What must hold afterwards is in promises.py. The same seed is the same history, so a seed is a bug report.
"""

import asyncio
import gc
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from random import Random
from typing import Any

from case_store.keys import CENTRE, Keys, make_keys, read_keys
from tests.sync import promises
from tests.sync.differences import waits_for_the_night
from tests.sync.disk import Lent, shelf
from tests.sync.ground import Ground, real_code
from tests.sync.machines import KioskMachine, StoreMachine
from tests.sync.network import Network
from tests.sync.people import People
from tests.sync.timeline import Timeline
from tests.sync.trouble import WEATHERS, Trouble
from tests.sync.witness import Witness

HALLS = ("150502000", "150521000", "150502000-2")
KIOSKS = ("k1", "k2")
LONG_OF, LONG_AT = 8, 6  # of so many seeds one is a long day's
QUIET_S = (20.0, 100.0)  # of a long day now and then: leases are told again, and who owes nothing says so
ROUND_S, ROUNDS = 65.0, 4  # a time-out, the longest pause between tries, and what they then do


class Broken(AssertionError):
    """A promise was broken. The sentence names the seed, what broke, and everything that happened."""


@dataclass
class World:
    """The machines of one history."""

    seed: int
    lent: Lent
    chance: Random
    ground: Ground
    machines: dict[str, Any]
    seen: Counter[str]
    people: People
    damaged: dict[str, str] = field(
        default_factory=dict
    )  # events that a disk destroyed before they had left it

    @cached_property
    def witness(self) -> Witness:
        """Looks on."""
        return Witness(self)

    @property
    def timeline(self) -> Timeline:
        """The world's time."""
        return self.ground.timeline

    @property
    def network(self) -> Network:
        """The world's network."""
        return self.ground.network

    def stores(self) -> list[StoreMachine]:
        """Halls, their clones, and the centre."""
        return [m for m in self.machines.values() if isinstance(m, StoreMachine)]

    def kiosks(self) -> list[KioskMachine]:
        """With their clones."""
        return [m for m in self.machines.values() if isinstance(m, KioskMachine)]

    @property
    def centre(self) -> StoreMachine:
        """The only one."""
        found: StoreMachine = self.machines[CENTRE]
        return found

    @property
    def is_long(self) -> bool:
        """A day with quiet hours, whose centre is brought back from a backup (as likely as not)."""
        return self.seed % LONG_OF == LONG_AT

    # Made and changed.

    def store(self, name: str, stream: str) -> StoreMachine:
        """A new machine with an empty disk."""
        made = StoreMachine(self.ground, name, self.lent.store(), stream)
        self.machines[name] = made
        return made

    def kiosk(self, number: int, hall: str) -> KioskMachine:
        """A kiosk of a hall."""
        kiosk_id = f"k{number}"
        made = KioskMachine(self.ground, f"{kiosk_id}@{hall}", kiosk_id, self.lent.kiosk(), hall, hall)
        self.machines[made.name] = made
        return made

    def clone(self, of: StoreMachine) -> StoreMachine:
        """The same store on another machine, from a copy of its disk."""
        made = self.store(of.name + "'", of.stream)
        made.is_clone, made.is_old = True, of.is_old
        made.may_have_forked = of.may_have_forked = True
        made.disk.copy_from(of.disk)
        return made

    def clone_kiosk(self, of: KioskMachine) -> KioskMachine:
        """The same kiosk on another machine."""
        made = KioskMachine(self.ground, of.name + "'", of.kiosk_id, self.lent.kiosk(), of.hall, of.stream)
        made.is_clone = True
        made.disk.copy_from(of.disk)
        self.machines[made.name] = made
        return made

    def upgrade(self, machine: StoreMachine) -> None:
        """Today's release, at its next start."""
        if machine.is_old:
            self.seen["upgraded"] += 1
            machine.switch_off()
            machine.upgrade()

    def was_put_back(self, machine: StoreMachine) -> None:
        """What the disk took, and nobody else had, cannot be asked for."""
        machine.may_have_forked = machine.was_put_back = True
        self.people.put_back[machine.stream] += 1
        self.network.forgets(machine.name)
        promises.void_what_nobody_has(self, machine)

    # Lived.

    def live(self) -> None:
        """Work and trouble, then peace until nothing is owed any more."""
        for machine in list(self.machines.values()):
            machine.start()
        self.timeline.run_for(1.0)
        self.timeline.begin(None, self._days_work())
        self.timeline.run_for(2000.0, until=lambda: self.is_over)
        self._peace()
        self.timeline.run_for(3.0)
        self._one_machine_a_hall()
        for _ in range(ROUNDS):
            self.timeline.run_for(ROUND_S, until=lambda: promises.all_is_well(self))
            self._operators_decide(*self.stores())
        self._night()

    is_over: bool = False

    async def _days_work(self) -> None:
        trouble = Trouble(self, Random(self.chance.random()))  # noqa: S311
        steps = self.chance.choice((6, 9, 12))
        for step in range(steps):
            self.witness.looks()
            if self.is_long:
                await self._quiet_hour(trouble, step / steps)
            await asyncio.sleep(self.chance.random() ** 2 * 3)
            if self.chance.random() < 0.3:
                trouble.something()
            else:
                self._somebody_works()
        await asyncio.sleep(self.chance.choice((0.0, 2.0)))
        self.is_over = True

    async def _quiet_hour(self, trouble: Trouble, so_far: float) -> None:
        if so_far < 0.5 and self.chance.random() < 0.3:
            trouble.backup(self.centre)
        if so_far >= 0.5 and self.chance.random() < 0.3:
            trouble.put_back(self.centre)
        if self.chance.random() < 0.3:
            await asyncio.sleep(self.chance.uniform(*QUIET_S))

    def _somebody_works(self) -> None:
        kiosks, stores = self.kiosks(), self.stores()
        if kiosks and self.chance.random() < 0.5:
            self.people.citizen_at(self.chance.choice(kiosks))
        else:
            self.people.clerk_at(self.chance.choice(stores))

    def _peace(self) -> None:
        """The network is whole, everybody is on and of today's release, and nobody gives work any more."""
        self.witness.looks()
        self.network.mend()
        for machine in self.stores():
            self.upgrade(machine)
        for machine in self.machines.values():
            machine.disk.power.cut_in = 0
            if machine.running is None:
                machine.start()

    def _one_machine_a_hall(self) -> None:
        """Of a hall with two machines an operator lets one tell everything and switches it off; the other goes on."""
        if self.seen["centre put back"]:  # what was told may be gone: both hear it at their next contact
            self.timeline.run_for(ROUND_S)
        for clone in [m for m in self.stores() if m.is_clone]:
            pair: tuple[StoreMachine, ...] = (clone, self.machines[clone.stream])
            self.timeline.run_for(ROUND_S * ROUNDS, until=partial(_one_has_told_all, pair))
            told, other = sorted(pair, key=_left_to_tell)
            if any(_left_to_tell(told)):  # both tell another story than the centre has
                self._operators_decide(told)
                self.timeline.run_for(ROUND_S, until=partial(_one_has_told_all, (told,)))
            told.switch_off()
            del self.machines[told.name]
            self.people.moved(told.name, other.name)
            self.network.renamed(told.name, other.name)
            other.switch_off()  # and on again: it asks where its chain stands
            other.start()

    def _night(self) -> None:
        """Halls compare, where nothing but that is left to do: all else is to be mended by day."""
        waiting = [hall for hall in self.stores() if waits_for_the_night(self, hall)]
        for hall in waiting:
            self.seen["mended in the night"] += 1
            self.timeline.begin(hall.running, hall.compare())
        if waiting:
            self.timeline.run_for(ROUND_S, until=lambda: promises.all_is_well(self))

    def _operators_decide(self, *halls: StoreMachine) -> None:
        """A hall that was copied, or worked on after it was put back, may have told two stories: `re-enrol`."""
        for hall in halls:
            if any(_left_to_tell(hall)) and hall.may_have_forked and hall.running is not None:
                self.seen["re-enrolled"] += 1
                self.timeline.begin(hall.running, hall.re_enrol())


def _one_has_told_all(pair: tuple[StoreMachine, ...]) -> bool:
    return any(not any(_left_to_tell(machine)) for machine in pair)


def _left_to_tell(machine: StoreMachine) -> tuple[bool, int]:
    return machine.is_apart, promises.owed(machine)


def play(seed: int, seen: "Counter[str] | None" = None) -> None:
    """A history from its seed. Raises Broken when a promise was."""
    chance, counted = Random(seed), Counter[str]()  # noqa: S311  invented histories, no secret
    timeline = Timeline()
    ground = Ground(timeline, Network(timeline, Random(chance.random()), counted), keys())  # noqa: S311
    machines: dict[str, Any] = {}
    with shelf().lend() as lent, real_code(ground, machines, chance):
        people = People(timeline, Random(chance.random()), counted)  # noqa: S311
        world = World(seed, lent, chance, ground, machines, counted, people)
        ground.network.witness = world.witness.answered
        _furnish(world)
        try:
            world.live()
            promises.check(world)
        except AssertionError as broken:
            raise Broken(f"seed {seed}: {broken}\n{dict(counted)}") from broken
        finally:
            for machine in machines.values():
                machine.switch_off()
            timeline.end()
    if seen is not None:
        seen.update(counted)


def _furnish(world: World) -> None:
    chance = world.chance
    world.store(CENTRE, CENTRE)
    halls = HALLS[: chance.choices((1, 2, 3), (14, 5, 1))[0]]
    for stream in halls:
        world.store(stream, stream)
    for number in range(chance.choices((0, 1, 2), (10, 8, 2))[0]):
        world.kiosk(number + 1, chance.choice(halls))
    for machine in world.stores():
        machine.is_old = chance.random() < 0.1
    world.people.streams = [*halls, CENTRE]
    world.network.weather = chance.choice(WEATHERS)


@cache
def keys() -> dict[str, Keys]:
    """Of all machines that a history may have; made once a process."""
    found: dict[str, Keys] = {}
    centre: Keys | None = None
    with tempfile.TemporaryDirectory() as folder:
        for stream in HALLS:
            made = make_keys(Path(folder) / stream, stream, KIOSKS)
            read = {name: read_keys(path) for name, path in made.items()}
            hall = f"hall:{stream}"
            centre = centre or read[CENTRE]
            for own in read.values():  # one centre for all halls
                own.signers[CENTRE], own.readers[CENTRE] = centre.signers[CENTRE], centre.readers[CENTRE]
            centre.signers[hall], centre.readers[hall] = read[hall].signers[hall], read[hall].readers[hall]
            found[hall] = read[hall]
            found.update({f"{stream}/kiosk:{k}": read[f"kiosk:{k}"] for k in KIOSKS})
    assert centre is not None
    return {**found, CENTRE: centre}


def chapter(seeds: Sequence[int]) -> tuple[Counter[str], list[str]]:
    """Several histories: what was seen in them, and what broke. The garbage is taken out in between, not during."""
    seen: Counter[str] = Counter()
    broken: list[str] = []
    gc.collect()
    gc.freeze()  # and never undone: who looked through all modules of the suite again lost a tenth of the time
    gc.disable()
    try:
        for number, seed in enumerate(seeds, 1):
            try:
                play(seed, seen)
            except Broken as why:
                broken.append(str(why))
            if number % 20 == 0:
                gc.collect()
    finally:
        gc.enable()
    return seen, broken
