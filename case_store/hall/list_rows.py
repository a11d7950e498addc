"""The rows of the counter's lists, read from the tables: cases with their visit, and visits that have no case."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.log.prepared import Prepared
from case_store.log.schema import case_, case_search, event, visit
from case_store.pinyin import readings
from cases.list_sheet import Entry
from cases.policy.policy import Policy

STEP = 250  # rows read at a time: some milliseconds of the store's one thread

_DAY, _SERIAL = slice(11, 17), slice(17, 21)  # of a case code (domain.md §2.4)
_CASE_COLUMNS = (
    case_.c.case_id,
    case_.c.case_code,
    case_.c.state,
    case_.c.open,
    case_.c.category,
    case_.c.town,
    case_.c.registered_at_us,
    case_.c.soon_at_us,
    case_.c.due_at_us,
    case_.c.registered_by,
    case_.c.decided_by,
    case_search.c.masked_name,
    case_search.c.pinyin,
    visit.c.ticket_no,
    visit.c.state,
    visit.c.business_date,
    visit.c.called_to,
    visit.c.place_at_us,
)
_CASES = (
    sa.select(*_CASE_COLUMNS)
    .select_from(
        case_.outerjoin(
            case_search,
            sa.and_(case_search.c.stream == case_.c.stream, case_search.c.case_id == case_.c.case_id),
        ).outerjoin(visit, sa.and_(visit.c.stream == case_.c.stream, visit.c.visit_id == case_.c.visit_id))
    )
    .where(case_.c.stream == param("s"))
)
_VISITS = sa.select(
    visit.c.visit_id,
    visit.c.case_id,
    visit.c.ticket_no,
    visit.c.state,
    visit.c.business_date,
    visit.c.called_to,
    visit.c.place_at_us,
    visit.c.category,
).where(visit.c.stream == param("s"))

CASES_AFTER = Prepared(_CASES.where(case_.c.case_id > param("after")).order_by(case_.c.case_id).limit(STEP))
VISITS_AFTER = Prepared(
    _VISITS.where(
        visit.c.visit_id > param("after"), visit.c.business_date >= param("d"), visit.c.case_id.is_(None)
    )
    .order_by(visit.c.visit_id)
    .limit(STEP)
)
CASE = Prepared(_CASES.where(case_.c.case_id == param("i")))
VISIT = Prepared(_VISITS.where(visit.c.visit_id == param("i")))
TOUCHED = Prepared(
    sa.select(event.c.position, event.c.aggregate)
    .where(event.c.stream == param("s"), event.c.position > param("p"))
    .order_by(event.c.position)
    .limit(STEP)
)


def case_entry(row: tuple[Any, ...], policy: Policy) -> tuple[Entry, bool]:
    """A case, and whether its name has been opened."""
    (
        case_id,
        case_code,
        state,
        is_open,
        category,
        town,
        registered_us,
        soon_us,
        due_us,
        registered_by,
        decided_by,
        masked_name,
        pinyin,
        ticket_no,
        visit_state,
        visit_day,
        called_to,
        place_us,
    ) = row
    text = f"{case_code} {_short(case_code)} {ticket_no or ''} {_category_words(category, policy)}".lower()
    entry = Entry(
        row_id=case_id,
        case_code=case_code,
        ticket_no=ticket_no or "",
        masked_name=masked_name or "",
        category=category or "",
        town=town or "",
        case_state=state,
        visit_state=visit_state or "",
        visit_day=visit_day or "",
        counter_no=called_to,
        at_us=registered_us,
        place_us=place_us or registered_us,
        soon_us=soon_us,
        due_us=due_us,
        is_open=bool(is_open),
        registered_by=registered_by or "",
        decided_by=decided_by or "",
        text=text,
        named_text=f"{text} {pinyin} {masked_name}".lower() if masked_name else text,
        pinyin=pinyin or "",
    )
    return entry, masked_name is not None


def visit_entry(row: tuple[Any, ...], policy: Policy) -> Entry | None:
    """A visit without a case; None for one whose case stands for it."""
    visit_id, case_id, ticket_no, state, day, called_to, place_us, category = row
    if case_id is not None:
        return None
    text = f"{ticket_no} {_category_words(category, policy)}".lower()
    return Entry(
        row_id=visit_id,
        ticket_no=ticket_no,
        category=category or "",
        visit_state=state,
        visit_day=day,
        counter_no=called_to,
        at_us=place_us,
        place_us=place_us,
        text=text,
        named_text=text,
    )


def _category_words(category: str | None, policy: Policy) -> str:
    found = policy.categories.get(category) if category else None
    return f"{found.name} {readings(found.name)}" if found else ""


def _short(case_code: str) -> str:
    """261123-0017: the end of it is what staff say. By place, for the check of 50,000 codes would take a second."""
    return f"{case_code[_DAY]}-{case_code[_SERIAL]}"
