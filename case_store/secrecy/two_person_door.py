"""双人办理: one person asks, another confirms with their own PIN, and the act happens in that same transaction.

The second person may do so at the first one's counter: who confirms is known by the PIN, never by the session. What an
act does is handed in by its name, so that this door knows nothing of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.casework.sealed_texts import TEXT, opener, sealer
from case_store.errors import passing_over
from case_store.hall import staff
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import request_name, request_of
from case_store.log.micros import from_us, to_us
from case_store.log.schema import case_, two_person
from case_store.seal import SealError
from cases.people.two_person import ActAsked, ActRequested, ask, confirm, decline
from cases.policy.guard import TwoPersonAct
from cases.refusal import Refusal
from cases.views_guard import TwoPersonRow
from cases.views_quarantine import ApartRow


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoPersonDeed:
    """What an act is.

    `check`: why the first person may not have it done now, said when it is asked for and again when it is confirmed.
    `do`: the act, by the first and the second person. `apart`: which event it is about, where it is about one.
    """

    check: Callable[[Past, ActRequested, OnDuty], Refusal | None]
    do: Callable[[Work, ActRequested, OnDuty, OnDuty], Refusal | None]
    apart: Callable[[Past, ActRequested], ApartRow | None] = lambda _past, _request: None


_ASKED = TypeAdapter(str)
_OPEN = (
    sa.select(two_person, case_.c.case_code)
    .outerjoin(case_, case_.c.case_id == two_person.c.case_id)
    .where(two_person.c.stream == param("s"), two_person.c.settled == 0, two_person.c.until_us > param("now"))
    .order_by(two_person.c.asked_at_us, two_person.c.request_id)
)


class TwoPersonDoor:
    """Everything here runs in the store's one thread."""

    def __init__(self, runner: Runner, house: House, deeds: Mapping[TwoPersonAct, TwoPersonDeed]) -> None:
        self._runner, self._house, self._deeds = runner, house, deeds

    def ask(self, command_id: UUID, who: OnDuty, asked: ActAsked) -> str | Refusal:
        """The id of the request, which stands for some minutes (guard.toml)."""
        request = ActRequested(
            request_id=str(uuid_v7.uuid7()),
            act=asked.act,
            case_id=asked.case_id,
            staff_id=who.staff_id,
            until=self._runner.clock_now(),
            reason_code=asked.reason_code,
            stream=asked.stream,
            event_id=asked.event_id,
        )

        def told(work: Work) -> str | Refusal:
            given = ask(request, who.role, self._house.policy.guard.two_person, work.now)
            given = given if isinstance(given, Refusal) else self._with_why(work, given, asked.why)
            if isinstance(given, Refusal):
                return given
            refusal = self._deeds[asked.act].check(work, given, who)
            if refusal is not None:
                return refusal
            work.record(request_name(given.request_id), [given], who.actor)
            return given.request_id

        return self._runner.decide(command_id, {"two_person": (who.staff_id, asked)}, told, _ASKED)

    def confirm(self, request_id: str, second: OnDuty) -> ActRequested | Refusal:
        """`second` is whose PIN was right. The act is done when this returns, or nothing is."""

        def confirmed(work: Work) -> ActRequested | Refusal:
            request = request_of(work, request_id)
            first = staff.look_up(work.connection, work.stream, request.asked.staff_id) if request else None
            first_role = first.view.role if first else ""
            given = confirm(
                request, request_id, second.staff_id, second.role, work.now, first_role=first_role
            )
            if isinstance(given, Refusal) or request is None or first is None:
                return given if isinstance(given, Refusal) else Refusal("two_person.unknown")
            view, deed, asked = first.view, self._deeds[request.asked.act], request.asked
            asker = OnDuty(staff_id=view.staff_id, role=view.role, unit=view.unit)
            refusal = deed.check(work, asked, asker) or deed.do(work, asked, asker, second)
            if refusal is not None:
                return refusal
            work.record(request_name(request_id), [given], second.actor)
            return request.asked

        return self._runner.now(confirmed)

    def case_of(self, request_id: str) -> str:
        """Which case a request is about; "" for an unknown one."""
        with self._runner.past() as past:
            request = request_of(past, request_id)
        return request.asked.case_id if request else ""

    def decline(self, request_id: str, who: OnDuty) -> bool | Refusal:
        """No; or taken back."""

        def declined(work: Work) -> bool | Refusal:
            given = decline(request_of(work, request_id), request_id, who.staff_id, who.role, work.now)
            if isinstance(given, Refusal):
                return given
            work.record(request_name(request_id), [given], who.actor)
            return True

        return self._runner.now(declined)

    def rows(self) -> tuple[TwoPersonRow, ...]:
        """What waits for its second person now."""
        with self._runner.past() as past:
            found = past.connection.execute(_OPEN, {"s": past.stream, "now": to_us(past.now)}).all()
            return tuple(self._row(past, row) for row in found)

    def _row(self, past: Past, row: Any) -> TwoPersonRow:
        request = None
        with passing_over():  # one that is damaged is listed without its words; nobody can confirm it
            request = request_of(past, row.request_id)
        asked = request.asked if request else None
        why = opener(past, self._house, row.case_id)(asked.because, TEXT) if asked and row.case_id else ""
        return TwoPersonRow(
            request_id=row.request_id,
            act=row.act,
            case_id=row.case_id,
            case_code=row.case_code or "",
            reason_code=row.reason_code,
            asked_by=row.asked_by,
            asked_at=from_us(row.asked_at_us),
            until=from_us(row.until_us),
            why=why or (asked.why if asked else ""),
            apart=self._deeds[asked.act].apart(past, asked) if asked else None,
        )

    def _with_why(self, past: Past, request: ActRequested, why: str) -> ActRequested | Refusal:
        """What is said of a case is sealed with its key."""
        if not request.case_id or not why.strip():
            return replace(request, why=why.strip())
        try:
            return replace(request, because=sealer(past, self._house, request.case_id)(why))
        except SealError:
            return Refusal("case.seal_broken")
