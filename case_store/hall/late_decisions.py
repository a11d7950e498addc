"""Decisions of a tenure that had ended (issue 5): kept apart where they arrive, shown to a person, nothing dropped."""

from collections.abc import Iterable

import orjson
import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.notices import raise_notice
from case_store.hall.runner import Runner
from case_store.log.projections.case_histories import OLD_TENURE
from case_store.log.projections.cases import folded_case
from case_store.log.schema import quarantine

NOTICE = "notice.decision_late"
_CASE = "case:"
_LATE = sa.select(quarantine.c.id, quarantine.c.event).where(
    quarantine.c.stream == param("s"),
    quarantine.c.reason == OLD_TENURE,
    quarantine.c.id.in_(param("ids", expanding=True)),
)


class LateDecisions:
    """At the store that took a case over."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    def tell(self, from_store: str, event_ids: Iterable[str]) -> None:
        """Staff are told of each once, by the case that it is about."""
        with self._runner.writing() as work:
            wanted = {"s": from_store, "ids": list(event_ids)}
            for row in work.connection.execute(_LATE, wanted).all():
                aggregate = orjson.loads(row.event)["event"]["aggregate"]
                case = folded_case(work.connection, str(aggregate).removeprefix(_CASE))
                if case is not None:
                    facts = {"case_code": case.case_code, "from_store": from_store}
                    raise_notice(work, NOTICE, row.id, work.now, **facts)
