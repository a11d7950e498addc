"""What the service answers is the same with row-level security as by the code's own filter, for every role."""

from typing import Any

import pytest
import sqlalchemy as sa

from case_store.central.context import PROGRAM, acting_as
from case_store.hall.house import OnDuty
from case_store.log.schema import case_
from cases.figures.figure import FigureAsked, FigureName
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.views_casework import TABS
from cases.views_lists import ListAsked, ListKind
from tests.case_store.postgres.guarded_centre import CASES, PEOPLE, GuardedCentre


def who(person: OnDuty) -> str:
    return f"{person.role}@{person.unit or 'centre'}:{person.staff_id}"


@pytest.mark.parametrize("person", PEOPLE, ids=who)
def test_inbox_lists_and_pages_are_the_same(centre: GuardedCentre, person: OnDuty) -> None:
    hall = centre.store.hall

    def inbox() -> list[Any]:
        boxes = [hall.inbox.read(person, tab) for tab in TABS]
        return [
            box.code
            if isinstance(box, Refusal)
            else (box.counts, [(r.case_id, r.primary, r.state) for r in box.rows])
            for box in boxes
        ]

    def behind() -> list[Any]:
        pages = [
            hall.behind.behind(person, FigureAsked(name=name), "", lambda _look: ())
            for name in (FigureName.OPEN, FigureName.OVERDUE, FigureName.DUAL_WAITING)
        ]
        return [
            p.code if isinstance(p, Refusal) else (p.total, [line.case_id for line in p.cases]) for p in pages
        ]

    def items() -> list[str]:
        return [r.item_id for r in hall.supervision.board(person, "", "", "", done=False).rows]

    def whistles() -> list[Any]:
        return [(r.whistle_id, r.unit, r.case_code) for r in hall.whistles.rows(person, waiting=False)]

    def listed() -> tuple[int, set[str]]:
        page = hall.lists.page(person, ListAsked(kind=ListKind.ALL), 0, CASES)
        return page.total, {row.row_id for row in page.rows}

    with acting_as(PROGRAM):  # one sheet for all who look, as its route reads it
        while not hall.lists.catch_up():
            pass
    asks = [inbox, items, whistles, listed]
    if may(person.role, Right.COMMAND):  # as the gate of its route says
        asks.append(behind)
    for ask in asks:
        free, bound = centre.both(person, ask)
        assert bound == free, ask.__name__


@pytest.mark.parametrize("person", [p for p in PEOPLE if may(p.role, Right.SEE_LISTS)], ids=who)
def test_the_sheet_that_is_read_for_all_shows_everybody_their_own_cases(
    centre: GuardedCentre, person: OnDuty
) -> None:
    lists = centre.store.hall.lists
    with acting_as(PROGRAM):
        while not lists.catch_up():
            pass
    with acting_as(centre.context(person)):
        shown = lists.page(person, ListAsked(kind=ListKind.ALL), 0, CASES)
        with centre.store.log.reading() as connection:
            sees = connection.scalar(
                sa.select(sa.func.count()).where(case_.c.stream == centre.store.config.name)
            )
    assert shown.total == sees
