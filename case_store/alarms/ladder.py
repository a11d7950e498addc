"""The supervision list for the command zone: counts of what is open, and the items whose limit comes first."""

from collections import Counter
from collections.abc import Callable

import sqlalchemy as sa

from case_store.casework.names import staff_names
from case_store.casework.supervision_rows import HAS_DRAFT, ROWS, item_row
from case_store.keys import CENTRE
from case_store.log.event_log import Past
from case_store.log.schema import case_, case_folded, supervision
from case_store.views.look import Look
from cases.figures.sight import Sight
from cases.views_dispatch import Ladder

WORST_SHOWN = 20


def items_open(look: Look, sight: Sight) -> "sa.ColumnElement[bool]":
    """Open items as far as somebody sees: of this hall, at the centre of all; in an area those of its cases."""
    conditions: list[sa.ColumnElement[bool]] = [supervision.c.open == 1]
    if look.stream != CENTRE:
        conditions.append(supervision.c.stream == look.stream)
    if sight.area:
        held = sa.and_(case_.c.stream == case_folded.c.stream, case_.c.case_id == case_folded.c.case_id)
        there = sa.select(case_.c.case_id).join_from(case_folded, case_, held)
        in_area = sa.func.substr(case_.c.town, 1, len(sight.area)) == sight.area
        conditions.append(there.where(case_folded.c.case_id == supervision.c.case_id, in_area).exists())
    return sa.and_(*conditions)


def ladder_for(sight: Sight) -> Callable[[Look], Ladder]:
    """The section of one sight."""

    def read(look: Look) -> Ladder:
        seen, past = items_open(look, sight), Past(look.connection, look.stream, look.now)
        by_rung, by_trigger = Counter[str](), Counter[str]()
        columns = (supervision.c.last_rung, supervision.c.trigger)
        query = sa.select(*columns, sa.func.count()).where(seen).group_by(*columns)
        for rung, trigger, count in look.connection.execute(query):
            by_rung[rung] += count
            by_trigger[trigger] += count
        drafts = sa.select(sa.func.count()).select_from(supervision).where(seen, HAS_DRAFT)
        order = (supervision.c.limit_at_us.is_(None), supervision.c.limit_at_us, supervision.c.item_id)
        worst = look.connection.execute(ROWS.where(seen).order_by(*order).limit(WORST_SHOWN))
        people = staff_names(past)
        return Ladder(
            total=by_rung.total(),
            by_rung=tuple(sorted(by_rung.items())),
            by_trigger=tuple(sorted(by_trigger.items())),
            awaiting=int(look.connection.execute(drafts).scalar_one()),
            worst=tuple(item_row(past, look.house, row, people) for row in worst),
        )

    return read
