"""Decisions of a tenure that had ended (issue 5): kept apart where they arrive, shown to a person, nothing dropped."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.house import House
from case_store.hall.notices import raise_notice
from case_store.hall.runner import Runner
from case_store.log.apart import event_apart
from case_store.log.event_log import Work
from case_store.log.projections.case_histories import OLD_TENURE
from case_store.log.projections.kept_cases import kept_case
from case_store.log.schema import quarantine
from cases.store_name import store_name

NOTICE = "notice.decision_late"
_CASE = "case:"
_LATE = sa.select(quarantine.c.event).where(
    quarantine.c.stream == param("s"), quarantine.c.reason == OLD_TENURE, quarantine.c.id == param("i")
)


class LateDecisions:
    """At the store that a late decision was pushed to."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def tell(self, from_store: str, event_ids: Iterable[str]) -> None:
        """Staff are told of each once, by the case that it is about."""
        with self._runner.writing() as work:
            tell_late_decisions(work, self._house, [(from_store, event_id) for event_id in event_ids])


def tell_late_decisions(work: Work, house: House, late: Iterable[tuple[str, str]]) -> None:
    """The same in an open transaction, by (stream, id)."""
    for stream, event_id in late:
        told = work.connection.execute(_LATE, {"s": stream, "i": event_id}).scalar()
        aggregate = str(event_apart(told or "").get("aggregate", ""))  # a torn one: listed, but of no case
        case = kept_case(work.connection, aggregate.removeprefix(_CASE))
        if case is not None:
            name = store_name(house.policy, house.texts, stream)
            raise_notice(work, NOTICE, event_id, work.now, case_code=case.case_code, from_store=name)
