"""One case at several stores: each decides or adds by what it has heard, and hears of others late, anyhow and twice.

Of each store's stream a replica has a beginning (the chain of the log holds that); between streams nothing is promised.
Clocks of stores differ by minutes. Every event goes through the codec before anybody hears of it.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from cases.casework import case_additions as adds
from cases.casework import case_commands as ask
from cases.casework import case_events as done
from cases.casework import handling_commands as handle
from cases.casework.case_events import CaseEvent
from cases.casework.case_folding import is_addition
from cases.casework.case_history import Folded, Placed, fold
from cases.casework.case_rules import Answer, decide, settle
from cases.casework.case_state import FINISHED, Case, CaseState
from cases.codec import decode, encode
from cases.deadlines.case_clock import ArmedClock, derived
from cases.deadlines.work_calendar import WorkCalendar
from cases.hall_time import hall_time
from cases.matter.matter import SealedMatter
from cases.policy.policy import Policy
from cases.refusal import Refusal
from tests.cases.casework import case_promises
from tests.cases.casework.finished_case import next_step
from tests.cases.casework.invented_commands import (
    HALL,
    MATTERS,
    PEOPLE,
    STORES,
    WORDS,
    Asked,
    Pick,
    favourites,
    invented,
    invented_addition,
    invented_wish,
)

MONDAY = hall_time(datetime(2026, 11, 23, 9, 31))
WAITS = tuple(timedelta(hours=hours) for hours in (0, 0, 1, 2, 26, 24 * 8, 24 * 40))
SKEWS = (timedelta(), timedelta(minutes=-7), timedelta(minutes=9))


@dataclass
class Store:
    """A stream of its own, and what it has heard of the others."""

    name: str
    skew: timedelta
    epoch: int = 1
    seq: int = 0
    log: list[Placed] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)  # where in the log a command ends: they arrive whole
    heard: list[Placed] = field(default_factory=list)
    read: dict[str, int] = field(default_factory=dict)  # how far of each other store's log
    folded: Folded = field(default_factory=lambda: Folded(case=None))
    unchecked: bool = False

    @property
    def history(self) -> list[Placed]:
        """All that it has, in no order."""
        return [*self.heard, *self.log]

    def refold(self) -> None:
        """What it knows now."""
        self.folded, self.unchecked = fold(self.history), True


def without_notice(policy: Policy) -> Policy:
    """The same policy with the year's notice withdrawn: weekends only, provisional."""
    return replace(policy, calendar=WorkCalendar.of((), policy.hall.opening))


@dataclass
class World:
    """The case, its stores, and the time that all share. Every step checks what must hold."""

    shipped: Policy
    pick: Pick
    now: datetime = MONDAY
    stores: dict[str, Store] = field(default_factory=dict)
    ids: int = 0
    moves: set[tuple[CaseState, str, CaseState]] = field(default_factory=set)  # that were made anywhere
    old_clocks: tuple[ArmedClock, ...] = ()
    shuffle: Random = field(default_factory=lambda: Random(5))  # noqa: S311  invented histories, no secret
    favoured: frozenset[type[object]] = frozenset()
    policy: Policy = field(init=False)
    provisional: Policy = field(init=False)

    def __post_init__(self) -> None:
        self.policy, self.provisional = self.shipped, without_notice(self.shipped)
        self.stores = {name: Store(name, skew) for name, skew in zip(STORES, SKEWS, strict=True)}
        self.favoured = self.favoured or favourites(self.pick)
        hall = self.stores[HALL]
        command = ask.RegisterCase(
            case_id="c1",
            case_code="ZZ150502000261123001724",
            visit_id=None,
            source=self.pick(("kiosk", "kiosk", "message_board")),
            matter=SealedMatter(open=self.pick(MATTERS), sealed=WORDS),
            receipt_code_hash="",
            confirmed_at=self.now,
            info_only=self.pick((*[False] * 14, True)),
        )
        self._write(hall, decide(None, command, self.policy, self.now, HALL), command)

    def new_id(self) -> str:
        """One that nobody has."""
        self.ids += 1
        return f"x{self.ids}"

    def step(self) -> None:
        """One thing happens somewhere."""
        happens = [
            *[self.decides] * 22,
            *[self.goes_on] * 7,
            *[self.hears] * 6,
            *[self.adds] * 2,
            *[self.waits] * 2,
            *(self.asks, self.settles, self.ticks, self.recounts, self.takes_over, self.restarts),
        ]
        self.pick(happens)()

    def decides(self) -> None:
        """Whoever believes to hold the case, or now and then somebody who does not, is asked for a decision."""
        believers = [s for s in self.stores.values() if s.folded.case and s.folded.case.holder == s.name]
        store = self.pick([*believers * 8, *self.stores.values()])
        if store.folded.case is not None:
            command = invented(self._asked(store, store.folded.case), self.favoured)
            self._ask(store, command)

    def goes_on(self) -> None:
        """The holder does the next sensible thing."""
        for store in self.stores.values():
            case = store.folded.case
            if case is not None and case.holder == store.name and case.state not in FINISHED:
                step = next_step(case, self.policy, self._at(store), self.new_id())
                if not case.handed_to:
                    self._ask(store, step)

    def adds(self) -> None:
        """Anybody who knows the case adds to it."""
        store = self.pick(list(self.stores.values()))
        if store.folded.case is not None:
            self._ask(store, invented_addition(self._at(store), self.pick, self.new_id))

    def asks(self) -> None:
        """Somebody elsewhere asks the holder."""
        store = self.pick(list(self.stores.values()))
        case = store.folded.case
        if case is None or case.holder == store.name:
            return
        wish = invented_wish(self._asked(store, case))
        event = adds.ActionAsked(
            addition_id=self.new_id(),
            from_store=store.name,
            acknowledge=wish if isinstance(wish, ask.AcknowledgeDispatch) else None,
            give_back=wish if isinstance(wish, ask.ReturnDispatch) else None,
            report=wish if isinstance(wish, handle.ReportResult) else None,
            extend=wish if isinstance(wish, handle.AskExtension) else None,
            sign_off=wish if isinstance(wish, handle.SignOff) else None,
        )
        self._write(store, [event], None)

    def settles(self) -> None:
        """The holder answers what it was asked."""
        for store in self.stores.values():
            case = store.folded.case
            if case is None or case.holder != store.name or case.handed_to:
                continue
            for one in store.history:
                if isinstance(one.event, adds.ActionAsked) and one.event.addition_id in case.asked:
                    answer = settle(case, one.event, self.policy, self._at(store), store.name)
                    self._write(store, answer, one.event.command)
                    return

    def hears(self) -> None:
        """A store hears the next of another's stream, puts it anywhere, and hears some of it twice."""
        store, other = self.pick(list(self.stores.values())), self.pick(list(self.stores.values()))
        if store is not other:
            self.pass_on(other, store, self.pick((1, 2, 30)))

    def pass_on(self, other: Store, store: Store, many: int) -> None:
        """The events of the next so many commands of `other` arrive."""
        read = store.read.get(other.name, 0)
        until = [cut for cut in other.cuts if cut > read][:many]
        arrives = other.log[read : until[-1]] if until else []
        store.read[other.name] = read + len(arrives)
        for one in [*arrives, *arrives[: self.pick((0, 0, 1))]]:
            store.heard.insert(self.pick((0, len(store.heard) // 2, len(store.heard))), one)
        store.refold()

    def everybody_hears(self) -> None:
        """The network is whole again."""
        for store in self.stores.values():
            for other in self.stores.values():
                if store is not other:
                    self.pass_on(other, store, len(other.log))

    def waits(self) -> None:
        """Time passes."""
        self.now += self.pick(WAITS)

    def ticks(self) -> None:
        """The holder's ticker claims what ran out, and claims it again."""
        for store in self.stores.values():
            case = store.folded.case
            if case is None or case.holder != store.name or case.handed_to:
                continue
            for clock in (*case.clocks, *case.clocks):
                if clock.due_at <= self._at(store):
                    command = ask.PassDeadline(
                        clock=clock.kind, rung=0, item_id=f"item:{clock.clock_id}", clock_id=clock.clock_id
                    )
                    self._ask(store, command)

    def recounts(self) -> None:
        """A notice is withdrawn or comes; a sweep counts again, from what it read now or long ago."""
        self.policy = self.pick((self.shipped, self.provisional))
        for store in self.stores.values():
            case = store.folded.case
            if case is not None and case.holder == store.name:
                read = self.pick((case.clocks, case.clocks, self.old_clocks))
                clocks = tuple(derived(clock, self.policy) for clock in read)
                version = self.policy.calendar.version
                self._ask(store, ask.RecountClocks(calendar_version=version, clocks=clocks))
                self.old_clocks = case.clocks

    def takes_over(self) -> None:
        """A store takes the case, handed to it or by force."""
        store = self.pick(list(self.stores.values()))
        case = store.folded.case
        if case is None:
            return
        last = max(
            (p.epoch, p.seq)
            for p in store.history
            if p.tenure == case.tenure and p.store == case.holder and not is_addition(p.event)
        )
        command = ask.TakeOver(
            by=self.pick((PEOPLE[6], PEOPLE[6], PEOPLE[0])),
            forced=case.handed_to != store.name,
            known_epoch=last[0],
            known_seq=last[1],
            because=WORDS,
        )
        self._ask(store, command)

    def restarts(self) -> None:
        """A machine is replaced: its next epoch begins."""
        store = self.pick(list(self.stores.values()))
        store.epoch, store.seq = store.epoch + 1, 0

    def check(self) -> None:
        """What must hold on every replica that has changed."""
        for store in self.stores.values():
            if not store.unchecked:
                continue
            store.unchecked = False
            case_promises.of_replica(store.folded, store.history, self.shipped, self.now, self.shuffle)

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen to the case anywhere."""
        cases = [store.folded.case for store in self.stores.values()]
        return all(case is not None and case.state in case_promises.GONE for case in cases)

    def _at(self, store: Store) -> datetime:
        return self.now + store.skew

    def _asked(self, store: Store, case: Case) -> Asked:
        return Asked(case, self._at(store), self.pick, self.new_id, self.policy)

    def _ask(self, store: Store, command: ask.CaseCommand) -> None:
        answer = decide(store.folded.case, command, self.policy, self._at(store), store.name)
        self._write(store, answer, command)

    def _write(self, store: Store, answer: Answer, command: object) -> None:
        if isinstance(answer, Refusal):
            return
        for event in answer:
            before = store.folded.case
            case_promises.of_decision(before, event, command, self.policy, self._at(store))
            store.seq += 1
            store.log.append(
                Placed(
                    tenure=_tenure(before, event),
                    epoch=store.epoch,
                    seq=store.seq,
                    store=store.name,
                    event=_through_the_log(event),
                )
            )
            store.refold()
            after = store.folded.case
            if before is not None and after is not None and before.state is not after.state:
                self.moves.add((before.state, type(event).__name__, after.state))
        store.cuts.append(len(store.log))


def _tenure(before: Case | None, event: CaseEvent) -> int:
    return (before.tenure if before else 1) + isinstance(event, done.TakenOver)


def _through_the_log(event: CaseEvent) -> CaseEvent:
    name, version, body = encode(event)
    back = decode(name, version, json.loads(json.dumps(body)))
    assert back == event, (event, back)
    read: CaseEvent = back
    return read


def play(policy: Policy, seed: int, favoured: frozenset[type[object]] = frozenset()) -> World:
    """A history of this seed, checked at every step and once more when everybody has heard everything."""
    chance = Random(seed)  # noqa: S311  invented histories, no secret
    world = World(policy, chance.choice, favoured=favoured)
    for _ in range(chance.choice((30, 60, 120))):
        world.step()
        world.check()
        if world.is_over:
            break
    world.everybody_hears()
    world.check()
    return world
