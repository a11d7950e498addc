"""销毁 a case: its keys go on this store in the transaction of the event, and on every other when the event arrives.

Two persons, and only what retention.toml allows and no 保全 (an act of the case page) forbids.
"""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.holds import holds_of
from case_store.casework.timeline import history_of
from case_store.errors import StoreError
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import case_name, case_of
from case_store.log.micros import from_us
from case_store.log.schema import case_, case_key, event
from cases.casework.forgetting import forget_refusal
from cases.casework.forgetting_events import CaseForgotten
from cases.people.two_person import ActRequested
from cases.refusal import Refusal

_ENDING = ("case_closed", "case_rejected", "case_withdrawn", "case_merged")
_ENDED = sa.select(sa.func.max(event.c.at_us)).where(
    event.c.aggregate == param("a"), event.c.type.in_(_ENDING)
)
_BY_CODE = sa.select(case_.c.case_id).where(case_.c.case_code == param("c"))
_SECRETS = sa.select(case_key.c.ephemeral, case_key.c.ciphertext).where(case_key.c.case_id == param("i"))


class ForgetDoor:
    """Everything here runs in the store's one thread."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def case_of_code(self, case_code: str) -> str | Refusal:
        """The id of a case by its code, for whoever types one."""
        with self._runner.reading() as connection:
            case_id = connection.execute(_BY_CODE, {"c": case_code}).scalar()
        return str(case_id) if case_id else Refusal("case.unknown")

    def check(self, past: Past, request: ActRequested, _first: OnDuty) -> Refusal | None:
        """Why it may not be forgotten now."""
        try:
            case = case_of(past, request.case_id)
        except StoreError as error:  # a newer version has said something of it: it is not decided on here
            return Refusal(error.code, error.facts)
        ended_us = past.connection.execute(_ENDED, {"a": case_name(request.case_id)}).scalar()
        ended_at = None if ended_us is None else from_us(ended_us)
        holds = holds_of(past, case, history_of(past, case.case_id)) if case and case.held else ()
        retention = self._house.policy.retention
        return forget_refusal(case, ended_at, request.reason_code, retention, past.now, holds=holds)

    def do(self, work: Work, request: ActRequested, _first: OnDuty, second: OnDuty) -> Refusal | None:
        """The event; folding it destroys the keys (log/projections/forgotten_cases.py)."""
        forgotten = CaseForgotten(
            request_id=request.request_id,
            staff_id=request.staff_id,
            confirmed_by=second.staff_id,
            reason_code=request.reason_code,
        )
        work.record(case_name(request.case_id), [forgotten], second.actor)
        return None

    def secrets_of(self, case_id: str) -> tuple[bytes, ...]:
        """What of the case's keys lies in the file: to be looked for in vain afterwards."""
        with self._runner.reading() as connection:
            rows = connection.execute(_SECRETS, {"i": case_id}).all()
        return tuple(text.encode("ascii") for row in rows for text in row)
