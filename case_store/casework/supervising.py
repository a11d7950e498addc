"""What owes a supervision item, in the transaction of its cause (I4 of domain.md §3.4, §1.5 U1).

Asked by the log after every append, so that no door can forget it: a deadline that passed, a 差评, a superior's key
matter wherever it is registered, a missed whistle. Ids derive from the cause: it happens once whoever looks.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.sealed_texts import new_sealer
from case_store.errors import granted
from case_store.hall.house import House
from case_store.hall.notices import SYSTEM
from case_store.log.event_log import Happened, Past, Work
from case_store.log.history import case_of, item_name, item_of, whistle_of
from case_store.log.schema import staff, visit
from cases.casework.case_events import CaseRegistered, DeadlinePassed
from cases.casework.evaluation import EvaluationGiven, Level
from cases.policy.supervision import Trigger
from cases.policy.units import CENTRE
from cases.supervision.supervision_commands import RaiseItem
from cases.supervision.supervision_rules import decide
from cases.supervision.whistle import WhistleMissed

_NAMESPACE = UUID("9b6f0d4e-95b7-5a8e-8a43-7c1c5b0f6f0a")
_CASE, _WHISTLE = "case:", "whistle:"
_OF_VISIT = "visit"
_SERVED = sa.select(visit.c.staff_id, visit.c.case_id).where(
    visit.c.stream == param("s"), visit.c.visit_id == param("v")
)
_UNIT = sa.select(staff.c.unit).where(staff.c.stream == param("s"), staff.c.staff_id == param("i"))


@dataclass(frozen=True, slots=True)
class _Answering:
    """Whom an item is laid on."""

    unit: str
    responsible: str
    rated: tuple[str, ...] = ()


def item_id_of(occasion: str) -> str:
    """The id of the item that an occasion owes."""
    return str(uuid5(_NAMESPACE, f"{occasion}/supervision"))


class Supervising:
    """Set as `EventLog.follow` by the hall."""

    def __init__(self, house: House) -> None:
        self._house = house

    def follow(self, work: Work, one: Happened) -> None:
        """The item that this event owes, if it owes one."""
        match one.event:
            case DeadlinePassed() as passed:
                clock, rung = passed.claimed
                case_id = one.aggregate.removeprefix(_CASE)
                asked = RaiseItem(
                    item_id=passed.item_id,
                    trigger=Trigger.DEADLINE_PASSED,
                    cause=clock,
                    rung=rung,
                    happened_at=passed.due_at,
                    case_id=case_id,
                )
                self._raise(work, asked, self._of_case(work, case_id), one.at)
            case EvaluationGiven() as given if Level(dict(given.levels)["overall"]).is_bad:
                self._rated(work, given, one.at)
            case CaseRegistered(superior_key=True) as registered:
                asked = RaiseItem(
                    item_id=item_id_of(f"{work.stream}/{registered.case_id}/{Trigger.SUPERIOR_KEY}"),
                    trigger=Trigger.SUPERIOR_KEY,
                    cause=Trigger.SUPERIOR_KEY,
                    happened_at=work.now,  # an imported one may have been received long ago
                    case_id=registered.case_id,
                )
                self._raise(work, asked, self._of_unit(CENTRE), one.at)
            case WhistleMissed() as missed:
                whistle_id = one.aggregate.removeprefix(_WHISTLE)
                call = whistle_of(work, whistle_id)
                asked = RaiseItem(
                    item_id=missed.item_id,
                    trigger=Trigger.WHISTLE_MISSED,
                    cause=f"{whistle_id}/{missed.unit}/{missed.step}",
                    happened_at=missed.due_at,
                    case_id=call.case_id if call else "",
                    whistle_id=whistle_id,
                )
                self._raise(work, asked, self._of_unit(missed.unit), one.at)

    def _rated(self, work: Work, given: EvaluationGiven, at: datetime) -> None:
        of_visit = given.subject == _OF_VISIT
        occasion = f"{work.stream}/{given.subject}/{given.subject_id}/{Trigger.BAD_RATING}"
        asked = RaiseItem(
            item_id=item_id_of(occasion),
            trigger=Trigger.BAD_RATING,
            cause=f"{given.subject}:{given.subject_id}",
            happened_at=at,
            case_id="" if of_visit else given.subject_id,
            visit_id=given.subject_id if of_visit else "",
        )
        if of_visit:
            row = work.connection.execute(_SERVED, {"s": work.stream, "v": given.subject_id}).first()
            served = (row.staff_id,) if row and row.staff_id else ()
            self._raise(work, asked, self._of_people(work, served, CENTRE), at)
            return
        case = case_of(work, given.subject_id)
        rated = tuple(sorted(case.handlers)) if case else ()
        self._raise(work, asked, self._of_people(work, rated, case.lead_unit if case else CENTRE), at)

    def _of_case(self, past: Past, case_id: str) -> _Answering:
        case = case_of(past, case_id)
        return self._of_unit(case.lead_unit if case else CENTRE)

    def _of_unit(self, unit_id: str) -> _Answering:
        """The unit and the post that heads it."""
        unit = self._house.policy.units.of(unit_id or CENTRE)
        return _Answering(unit=unit.id if unit else CENTRE, responsible=unit.head if unit else "")

    def _of_people(self, past: Past, rated: tuple[str, ...], unit_id: str) -> _Answering:
        """Whoever was rated answers, where it is one; of several the head of their unit."""
        units = {
            past.connection.execute(_UNIT, {"s": past.stream, "i": one}).scalar() or CENTRE for one in rated
        }
        post = self._of_unit(units.pop() if len(units) == 1 else unit_id)
        responsible = rated[0] if len(rated) == 1 else post.responsible
        return _Answering(unit=post.unit, responsible=responsible, rated=rated)

    def _raise(self, work: Work, asked: RaiseItem, whom: _Answering, at: datetime) -> None:
        command = replace(
            asked,
            unit=whom.unit,
            responsible=whom.responsible,
            rated=whom.rated,
            keys=() if asked.case_id else new_sealer(self._house, asked.item_id)[1],
        )
        raised = granted(decide(item_of(work, asked.item_id), command, self._house.policy, work.now))
        work.append(
            *(
                Happened(
                    aggregate=item_name(asked.item_id),
                    event=event,
                    at=at,
                    actor=SYSTEM,
                    id=uuid5(_NAMESPACE, f"{asked.item_id}/event"),
                )
                for event in raised
            )
        )
