"""双人办理: one person asks, another confirms with their own PIN, and the act happens in that same transaction.

The second person may do so at the first one's counter: who confirms is known by the PIN, never by the session. What an
act does is handed in by its name, so that this door knows nothing of it.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import request_name, request_of
from case_store.log.micros import from_us, to_us
from case_store.log.schema import case_, two_person
from cases.people.two_person import ActRequested, ask, confirm, decline
from cases.policy.guard import TwoPersonAct
from cases.refusal import Refusal
from cases.views_guard import TwoPersonRow

Check = Callable[[Past, ActRequested], Refusal | None]
"""Why an act may not be done now: said when it is asked for, and again when it is confirmed."""
Do = Callable[[Work, ActRequested, OnDuty], Refusal | None]
"""The act itself; `OnDuty` is the second person."""

_ASKED = TypeAdapter(str)
_OPEN = (
    sa.select(two_person, case_.c.case_code)
    .outerjoin(case_, case_.c.case_id == two_person.c.case_id)
    .where(two_person.c.stream == param("s"), two_person.c.settled == 0, two_person.c.until_us > param("now"))
    .order_by(two_person.c.asked_at_us, two_person.c.request_id)
)


class TwoPersonDoor:
    """Everything here runs in the store's one thread."""

    def __init__(self, runner: Runner, house: House, acts: Mapping[TwoPersonAct, tuple[Check, Do]]) -> None:
        self._runner, self._house, self._acts = runner, house, acts

    def ask(
        self,
        command_id: UUID,
        who: OnDuty,
        act: TwoPersonAct,
        *,
        case_id: str,
        reason_code: str,
    ) -> str | Refusal:
        """The id of the request, which stands for some minutes (guard.toml)."""
        request = ActRequested(
            request_id=str(uuid_v7.uuid7()),
            act=act,
            case_id=case_id,
            staff_id=who.staff_id,
            until=self._runner.clock_now(),
            reason_code=reason_code,
        )

        def asked(work: Work) -> str | Refusal:
            given = ask(request, who.role, self._house.policy.guard.two_person, work.now)
            if isinstance(given, Refusal):
                return given
            if (refusal := self._acts[act][0](work, given)) is not None:
                return refusal
            work.record(request_name(given.request_id), [given], who.actor)
            return given.request_id

        body = {"two_person": (who.staff_id, act.value, case_id, reason_code)}
        return self._runner.decide(command_id, body, asked, _ASKED)

    def confirm(self, request_id: str, second: OnDuty) -> ActRequested | Refusal:
        """`second` is whose PIN was right. The act is done when this returns, or nothing is."""

        def confirmed(work: Work) -> ActRequested | Refusal:
            request = request_of(work, request_id)
            given = confirm(request, request_id, second.staff_id, second.role, work.now)
            if isinstance(given, Refusal) or request is None:
                return given if isinstance(given, Refusal) else Refusal("two_person.unknown")
            check, do = self._acts[request.asked.act]
            refusal = check(work, request.asked) or do(work, request.asked, second)
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
        now = to_us(self._runner.clock_now())
        with self._runner.reading() as connection:
            found = connection.execute(_OPEN, {"s": self._runner.stream, "now": now}).all()
        return tuple(
            TwoPersonRow(
                request_id=row.request_id,
                act=row.act,
                case_id=row.case_id,
                case_code=row.case_code or "",
                reason_code=row.reason_code,
                asked_by=row.asked_by,
                asked_at=from_us(row.asked_at_us),
                until=from_us(row.until_us),
            )
            for row in found
        )
