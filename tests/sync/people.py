"""Who uses the machines of a history, and what they were promised: a citizen's paper, a desk's answer.

What is written down here is what a person has seen. Nothing else counts as promised, and all of it does.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from case_store.errors import StoreError
from case_store.hall.hall import Hall
from case_store.log.event_log import Work
from case_store.log.history import case_name, case_of
from case_store.seal import new_case_key, seal, wrap
from cases.casework import case_commands as ask
from cases.casework.by import By
from cases.casework.case_rules import decide
from cases.casework.case_state import Case, CaseState
from cases.codec import encode
from cases.hall_time import hall_date
from cases.matter.case_code import CaseCode
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter, SealedMatter
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.sealed import Sealed
from tests.cases.casework.finished_case import next_step
from tests.cases.casework.invented_commands import Asked, invented, invented_addition
from tests.sync.ground import CODEC_OF_OLD, policy
from tests.sync.machines import KioskMachine, StoreMachine
from tests.sync.timeline import Timeline

LEADER = By(staff_id="lead", role="leader")
BECAUSE = Sealed(key_id="c1", nonce="bm9uY2U=", ciphertext="dGV4dA==")
LONG_AGO = date(2020, 1, 2)  # of whose codes no machine draws or lends any in a history
TRIES = 4  # of one press at a desk: then the clerk gives up, and nothing was promised
_DONE = TypeAdapter(bool)
_PRIVATE = PrivateMatter(story="楼上装修")


@dataclass(slots=True)
class Paper:
    """What a citizen holds. `void`: a disk that was lost took it before anybody else had it."""

    stream: str
    kiosk: str
    visit_id: str
    ticket_no: str | None
    day: date
    case_code: str | None
    refusal: str
    void: bool = False


@dataclass(slots=True)
class Said:
    """What a desk was answered: these events have happened."""

    stream: str
    machine: str
    command_id: str
    event_ids: tuple[str, ...]
    void: bool = False


@dataclass
class People:
    """Citizens and staff of all halls. `seen` counts what came of what they did."""

    timeline: Timeline
    chance: Random
    seen: "Counter[str]"
    papers: list[Paper] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    put_back: Counter[str] = field(default_factory=Counter)  # how often each store was
    streams: Sequence[str] = ()  # every store that a case may be handed to
    _serial: int = 0

    def citizen_at(self, kiosk: KioskMachine) -> None:
        """Somebody tells a matter, or takes a number first."""
        if kiosk.door is not None:
            self.timeline.begin(kiosk.running, self._takes(kiosk))

    def clerk_at(self, machine: StoreMachine) -> None:
        """Somebody at a counter does something, and presses again when nothing is answered."""
        self.timeline.begin(None, self._acts(machine))

    def moved(self, name: str, to: str) -> None:
        """A machine is gone, another one stands for it."""
        for said in self.said:
            if said.machine == name:
                said.machine = to

    async def _takes(self, kiosk: KioskMachine) -> None:
        door = kiosk.door
        assert door is not None
        confirmed, put_back = self.chance.random() < 0.7, self.put_back[kiosk.stream]
        taken = await door.take(
            Intake(
                intent=Intent.DISPUTE,
                touched_at=kiosk.clock.now(),
                confirmed=confirmed,
                open=OpenMatter(category="neighbour", party_count=2),
                private=_PRIVATE if confirmed else PrivateMatter(),
            )
        )
        refusal = taken.refusal.code if taken.refusal else ""
        self.seen[f"kiosk: {refusal or ('leased number' if taken.leased else 'number of the hall')}"] += 1
        if refusal == "kiosk.not_stored":
            return
        paper = Paper(
            stream=kiosk.stream,
            kiosk=kiosk.name,
            visit_id=taken.visit_id,
            ticket_no=taken.ticket_no,
            day=taken.business_date or hall_date(taken.taken_at),
            case_code=taken.case_code,
            refusal=refusal,
            void=self.put_back[kiosk.stream] != put_back,  # maybe a disk took it while it was printed
        )
        self.papers.append(paper)
        if self.chance.random() < 0.3:
            await door.report_paper(f"{taken.visit_id}/queue_ticket", PaperState.PRINTED)

    async def _acts(self, machine: StoreMachine) -> None:
        """One press: the same command until it is answered. What was answered is promised."""
        command_id, act = UUID(int=self.chance.getrandbits(128)), self._something(machine)
        for _ in range(TRIES):
            running = machine.running
            if running is not None and running.store is not None:
                answered = asyncio.Event()
                self.timeline.begin(running, self._press(machine, command_id, act, answered))
                try:
                    async with asyncio.timeout(2.0):
                        await answered.wait()
                except TimeoutError:
                    self.seen["desk pressed again"] += 1
                else:
                    return
            await asyncio.sleep(self.chance.uniform(0.1, 3.0))

    async def _press(
        self,
        machine: StoreMachine,
        command_id: UUID,
        act: "Callable[[Work], bool | Refusal]",
        answered: asyncio.Event,
    ) -> None:
        store = machine.store
        hall: Hall = store.hall
        try:
            answer = await store.command(hall.runner.decide, command_id, {"desk": 1}, act, _DONE)
        except StoreError as error:
            answer = Refusal(error.code)
        if self.chance.random() < 0.15:
            self.seen["desk not answered"] += 1
            return  # the answer is lost on the way to the desk
        if isinstance(answer, Refusal):
            self.seen[f"desk: {answer.code}"] += 1
        else:
            ids = machine.disk.rows("SELECT id FROM event WHERE command_id = ?", str(command_id))
            self.said.append(
                Said(machine.stream, machine.name, str(command_id), tuple(row[0] for row in ids))
            )
        answered.set()

    def _something(self, machine: StoreMachine) -> "Callable[[Work], bool | Refusal]":
        """What the press means; decided on what the store knows when it is carried out."""
        dice, wish = self.chance.random(), self.chance.random()
        if dice < 0.25 and not machine.is_centre:
            return self._registers(machine)
        pick = Random(self.chance.random())  # noqa: S311  invented histories, no secret
        registers = None if machine.is_centre else self._registers(machine)

        def act(work: Work) -> bool | Refusal:
            known = work.connection.exec_driver_sql("SELECT case_id FROM case_folded ORDER BY case_id").all()
            if not known:
                return Refusal("desk.nothing_to_do") if registers is None else registers(work)
            case_id = pick.choice(known)[0]
            case = case_of(work, case_id)
            assert case is not None
            command = self._wanted(machine, case, work, pick, wish)
            answer = decide(case, command, policy(), work.now, work.stream)
            if isinstance(answer, Refusal):
                return answer
            if machine.is_old and any(encode(event)[0] in CODEC_OF_OLD for event in answer):
                return Refusal("desk.older_release")
            work.record(case_name(case_id), answer, "staff:s1")
            self.seen[f"case: {type(command).__name__}"] += 1
            return True

        return act

    def _wanted(self, machine: StoreMachine, case: Case, work: Work, pick: Random, wish: float) -> Any:
        def new_id() -> str:
            return f"x{pick.getrandbits(64):016x}"

        holds = case.holder == work.stream and not case.handed_to
        if case.handed_to == work.stream:
            return self._takes_over(case, work, forced=False)
        if not holds and (wish < 0.3 if machine.is_centre else wish < 0.05):
            return self._takes_over(case, work, forced=True)
        if not holds and wish < 0.6:  # must be refused: only the holder decides
            return _goes_on(case, work, new_id()) if not case.handed_to else _ACCEPT
        if not holds or wish < 0.35:
            return invented_addition(work.now, pick.choice, new_id)
        if wish > 0.9:
            others = [s for s in self.streams if s != work.stream]
            return ask.HandOver(by=LEADER, to_store=pick.choice(others), because=BECAUSE)
        if wish > 0.75:
            return invented(Asked(case, work.now, pick.choice, new_id, policy()), frozenset())
        return _goes_on(case, work, new_id())

    def _takes_over(self, case: Case, work: Work, *, forced: bool) -> ask.TakeOver:
        row = work.connection.exec_driver_sql(
            "SELECT epoch, seq FROM event WHERE aggregate = ? AND stream = ?"
            " ORDER BY tenure DESC, epoch DESC, seq DESC LIMIT 1",
            (case_name(case.case_id), case.holder),
        ).first()
        epoch, seq = row or (1, 0)
        return ask.TakeOver(by=LEADER, forced=forced, known_epoch=epoch, known_seq=seq, because=BECAUSE)

    def _registers(self, machine: StoreMachine) -> "Callable[[Work], bool | Refusal]":
        self._serial += 1
        serial, number = self._serial, self.chance.getrandbits(64)
        readers = machine.ground.keys[f"hall:{machine.stream}"].readers

        def act(work: Work) -> bool | Refusal:
            key = new_case_key(f"case-{number:016x}")
            command = ask.RegisterCase(
                case_id=key.case_id,
                case_code=CaseCode("150502000", LONG_AGO, serial).text,
                visit_id=None,
                source="counter",
                matter=SealedMatter(
                    open=OpenMatter(category="neighbour", party_count=2),
                    sealed=seal(key, _PRIVATE),
                    keys=wrap(key, readers),
                ),
                receipt_code_hash="",
                confirmed_at=work.now,
            )
            events = decide(None, command, policy(), work.now, work.stream)
            assert not isinstance(events, Refusal)
            work.record(case_name(key.case_id), events, "staff:s1")
            self.seen["case: RegisterCase"] += 1
            return True

        return act


def _goes_on(case: Case, work: Work, new: str) -> ask.CaseCommand:
    """What the holder does next; where nobody has anything to do, somebody asks to take it up again."""
    is_with_somebody = bool(case.live) or case.state in (
        CaseState.REGISTERED,
        CaseState.ACCEPTED,
        CaseState.GRADED,
    )
    return next_step(case, policy(), work.now, new) if is_with_somebody else _ACCEPT


_ACCEPT = ask.AcceptCase(staff_id="s1")
