"""What staff do with cases: an act gathered, decided by the rule, appended in one transaction, answered by the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.casework.case_page import case_view
from case_store.casework.sealed_texts import sealer
from case_store.errors import NOT_DECIDABLE, StoreError
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.fold_later import IS_FOLDED
from case_store.log.history import case_name, case_of
from case_store.log.projections.case_accesses import orgs_of
from case_store.log.projections.kept_cases import kept_case
from case_store.log.schema import case_, event
from case_store.seal import SealError
from cases.casework.access import may_open
from cases.casework.acting import Acting, commands_of
from cases.casework.acts import Act, HandOver, Merge, TakeOver
from cases.casework.asking import ask_holder
from cases.casework.by import By
from cases.casework.case_additions import PersonRead
from cases.casework.case_events import CaseEvent
from cases.casework.case_rules import in_turn
from cases.casework.case_state import FINISHED, Case
from cases.policy.guard import TwoPersonAct
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.store_name import CENTRE
from cases.views_casework import BatchLine, CaseView

CASE_PAGE = "case_page"  # purpose of a reading
BATCH_MAX = 100
_DONE = TypeAdapter(str)
_BATCH = TypeAdapter(tuple[BatchLine, ...])
_BY_CODE = sa.select(case_.c.case_id).where(case_.c.stream == param("s"), case_.c.case_code == param("c"))
_LAST = (
    sa.select(event.c.epoch, event.c.seq)
    .where(event.c.aggregate == param("a"), event.c.stream == param("s"), IS_FOLDED)
    .order_by(event.c.tenure.desc(), event.c.epoch.desc(), event.c.seq.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that whoever asks may see."""

    case: Case
    by: By


class CaseDoor:
    """The acts of `cases.casework.acts`, the case page, and acts on many cases at once."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def open(self, who: OnDuty, case_id: str) -> CaseView | Refusal:
        """The case page; that somebody read the persons is an event."""

        def read(work: Work) -> CaseView | Refusal:
            opened = open_case(work, who, case_id)
            if isinstance(opened, Refusal):
                return opened
            reading = PersonRead(staff_id=who.staff_id, purpose=CASE_PAGE)
            work.record(case_name(case_id), [reading], who.actor)
            return case_view(work, self._house, opened.case, opened.by)

        return self._runner.now(read)

    def act(self, command_id: UUID, who: OnDuty, case_id: str, act: Act) -> CaseView | Refusal:
        """One act on one case, once per `command_id`; answered by the page as it is then."""
        if (refusal := self._takes_two(act)) is not None:
            return refusal
        done = self._runner.decide(
            command_id,
            {"act": (who.staff_id, case_id, type(act).__name__, act)},
            lambda work: self.act_in(work, who, case_id, act),
            _DONE,
        )
        if isinstance(done, Refusal):
            return done
        with self._runner.past() as past:
            opened = open_case(past, who, case_id)
            if isinstance(opened, Refusal):
                return opened
            return case_view(past, self._house, opened.case, opened.by)

    def act_on_many(
        self, command_id: UUID, who: OnDuty, case_ids: Sequence[str], act: Act
    ) -> tuple[BatchLine, ...] | Refusal:
        """批量办理: each case by itself, in one transaction; what is refused is named and holds up nobody."""
        if len(case_ids) > BATCH_MAX:
            return Refusal("batch.too_many", {"most": BATCH_MAX})
        if (refusal := self._takes_two(act)) is not None:
            return refusal

        def each(work: Work) -> tuple[BatchLine, ...]:
            return tuple(self._line(work, who, case_id, act) for case_id in dict.fromkeys(case_ids))

        body = {"batch": (who.staff_id, tuple(case_ids), type(act).__name__, act)}
        return self._runner.decide(command_id, body, each, _BATCH)

    def _line(self, work: Work, who: OnDuty, case_id: str, act: Act) -> BatchLine:
        case = kept_case(work.connection, case_id)
        try:
            done: str | Refusal = self.act_in(work, who, case_id, act)
        except StoreError as error:
            if error.code not in NOT_DECIDABLE:
                raise
            done = Refusal(error.code, error.facts)
        code = case.case_code if case else ""
        if isinstance(done, Refusal):
            facts = tuple((name, str(value)) for name, value in done.facts.items())
            return BatchLine(case_id=case_id, case_code=code, code=done.code, facts=facts)
        return BatchLine(case_id=case_id, case_code=code, code="")

    def _takes_two(self, act: Act) -> Refusal | None:
        """强制接管 alone, where policy wants two persons for it."""
        is_forced = isinstance(act, TakeOver) and act.forced
        needs = is_forced and self._house.policy.guard.two_person.needs(TwoPersonAct.TAKE_OVER)
        return Refusal("two_person.needed") if needs else None

    def act_in(self, work: Work, who: OnDuty, case_id: str, act: Act) -> str | Refusal:
        """Nothing is written before the rule has said yes, so a refusal leaves nothing behind also in a batch."""
        events = self.decided(work, who, case_id, act)
        if isinstance(events, Refusal):
            return events
        work.record(case_name(case_id), events, who.actor)
        return case_id

    def decided(self, past: Past, who: OnDuty, case_id: str, act: Act) -> list[CaseEvent] | Refusal:
        """What would happen."""
        opened = open_case(past, who, case_id)
        if isinstance(opened, Refusal):
            return opened
        if opened.case.forgotten:
            return Refusal("case.forgotten", {"case_code": opened.case.case_code})
        target = _target(past, act)
        if isinstance(target, Refusal):
            return target
        if isinstance(act, HandOver) and not _is_store(act.to_store, self._house.policy):
            return Refusal("hand_over.unknown_store", {"to_store": act.to_store})
        sealing = cache(
            lambda: sealer(past, self._house, case_id)
        )  # opened for the first text that is written
        acting = Acting(
            case=opened.case,
            by=opened.by,
            policy=self._house.policy,
            now=past.now,
            seal=lambda text: sealing()(text) if text.strip() else None,
            new_id=lambda: str(uuid_v7.uuid7()),
            target=target,
            target_finished=target is not None and _is_finished(past, target[0]),
            known=last_known(past, opened.case) if isinstance(act, TakeOver) else (1, 0),
        )
        try:
            commands = commands_of(act, acting)
        except SealError:
            return Refusal("case.seal_broken")
        policy = self._house.policy
        if opened.case.holder == past.stream:
            return in_turn(opened.case, commands, policy, past.now, past.stream)
        return ask_holder(acting, commands, past.stream)


def open_case(past: Past, who: OnDuty, case_id: str) -> Opened | Refusal:
    """The case, if whoever asks may see it. One that is not theirs is answered as one that is not there."""
    by = By(staff_id=who.staff_id, role=who.role, unit=who.unit)
    if not may_open(by, lambda: orgs_of(past.connection, case_id)):
        return Refusal("case.unknown")
    case = case_of(past, case_id)
    return Opened(case, by) if case else Refusal("case.unknown")


def last_known(past: Past, case: Case) -> tuple[int, int]:
    """(epoch, seq) of the last that this store has of whoever holds the case."""
    last = past.connection.execute(_LAST, {"a": case_name(case.case_id), "s": case.holder}).first()
    return (last.epoch, last.seq) if last else (1, 0)


def _is_store(stream: str, policy: Policy) -> bool:
    """A store that a case can be handed to: nobody would ever take it at another."""
    return stream in (CENTRE, policy.hall.stream) or policy.centres.of(stream) is not None


def _is_finished(past: Past, case_id: str) -> bool:
    case = case_of(past, case_id)
    return case is not None and case.state in FINISHED


def _target(past: Past, act: Act) -> tuple[str, str] | Refusal | None:
    if not isinstance(act, Merge):
        return None
    row = past.connection.execute(_BY_CODE, {"s": past.stream, "c": act.into_case_code}).first()
    return (row.case_id, act.into_case_code) if row else Refusal("case.unknown")
