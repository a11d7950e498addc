"""The print journal of the counters: papers of today's visits that did not come out, and were not printed since."""

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.micros import from_us
from case_store.log.prepared import Prepared
from case_store.log.schema import paper, visit
from case_store.views.look import Look
from cases.queue.visit_events import PaperState
from cases.views import PaperRow

PAPERS_SHOWN = 100
_later = paper.alias("later")
_MISSING = Prepared(
    sa.select(
        *(paper.c.visit_id, visit.c.ticket_no, visit.c.case_id),
        *(paper.c.paper, paper.c.result, paper.c.reason, paper.c.at_us),
    )
    .join_from(
        paper,
        visit,
        sa.and_(visit.c.stream == paper.c.stream, visit.c.visit_id == paper.c.visit_id),
    )
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        paper.c.result != PaperState.PRINTED.value,
        paper.c.result != PaperState.SHOWN.value,
        ~sa.exists().where(
            _later.c.stream == paper.c.stream,
            _later.c.visit_id == paper.c.visit_id,
            _later.c.paper == paper.c.paper,
            _later.c.result != PaperState.SHOWN.value,
            sa.tuple_(_later.c.at_us, _later.c.job_id) > sa.tuple_(paper.c.at_us, paper.c.job_id),
        ),
    )
    .order_by(paper.c.at_us.desc(), paper.c.visit_id, paper.c.job_id)
    .limit(PAPERS_SHOWN)
)


def paper_rows(look: Look) -> tuple[PaperRow, ...]:
    """The last word on each paper, where that is not that it came out; also of visits that are over since."""
    return tuple(
        PaperRow(
            visit_id=visit_id,
            ticket_no=ticket_no,
            case_id=case_id,
            paper=kind,
            result=result,
            reason=reason,
            at=from_us(at),
        )
        for visit_id, ticket_no, case_id, kind, result, reason, at in _MISSING.all(
            look.connection, {"s": look.stream, "d": look.today.isoformat()}
        )
    )
