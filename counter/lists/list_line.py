"""A row of a list in words. No person but the masked name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.deadlines.deadline_light import Light
from cases.hall_time import hall_time
from cases.matter.case_code import parse_case_code
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import Texts
from cases.views_lists import ListRow
from counter.wording import LIGHT_SHAPES, category_name, long_case_code, place_name

_BEFORE_MIDNIGHT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One line; `is_there` False: it is on its way. `light` is the name of a shape, empty for none."""

    row_id: str = ""
    code: str = ""
    ticket: str = ""
    name: str = ""
    category: str = ""
    town: str = ""
    state_word: str = ""
    light: str = ""
    mark: str = ""  # the light's shape as a sign: a drawn one in each of 50,000 rows would be dear
    said: str = ""  # the row as a screen reader says it
    due: str = ""
    at: str = ""
    desk: str = ""
    is_there: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """A detail: what it is, and what it says."""

    label: str
    value: str


NOT_THERE = ListLine()
FILE_COLUMNS = ("ticket", "code", "name", "category", "town", "state", "light", "due", "at", "desk")


def list_line(row: ListRow, policy: Policy, texts: Texts, now: datetime) -> ListLine:
    """The line of a row."""
    shape = LIGHT_SHAPES[Light(row.light)] if row.light else ""
    category, state = category_name(row.category, policy), state_word(row.state, texts)
    words = (row.ticket_no, _code(row.case_code), row.masked_name, category, state, _light_word(row, texts))
    return ListLine(
        row_id=row.row_id,
        code=_code(row.case_code),
        ticket=row.ticket_no,
        name=row.masked_name,
        category=category,
        town=place_name(row.town, policy),
        state_word=state,
        light=shape,
        mark=texts.get(f"lists.mark.{shape}") if shape else "",
        said=" ".join(word for word in words if word),
        due=_day(_due_day(row.due_at), now) if row.due_at else "",
        at=_moment(row.at, now) if row.at else "",
        desk="" if row.counter_no is None else str(row.counter_no),
        is_there=True,
    )


def details(row: ListRow, policy: Policy, texts: Texts, now: datetime) -> tuple[FactLine, ...]:
    """Everything that a list knows of a row, written out; what there is not is left out."""
    line = list_line(row, policy, texts, now)
    facts = {
        "code": long_case_code(row.case_code) if row.case_code else "",
        "ticket": row.ticket_no,
        "name": row.masked_name,
        "category": line.category,
        "town": line.town,
        "state": line.state_word,
        "light": _light_word(row, texts),
        "due": f"{_due_day(row.due_at):%Y-%m-%d}" if row.due_at else "",
        "at": f"{hall_time(row.at):%Y-%m-%d %H:%M}" if row.at else "",
        "desk": texts.get("counter.head.window", number=row.counter_no) if row.counter_no else "",
    }
    return tuple(
        FactLine(label=texts.get(f"lists.column.{name}"), value=value)
        for name, value in facts.items()
        if value
    )


def file_cells(row: ListRow, policy: Policy, texts: Texts) -> list[str]:
    """A row as it is taken out, in the order of FILE_COLUMNS: codes whole, days with their year."""
    return [
        row.ticket_no,
        row.case_code,
        row.masked_name,
        category_name(row.category, policy),
        place_name(row.town, policy),
        state_word(row.state, texts),
        _light_word(row, texts),
        f"{_due_day(row.due_at):%Y-%m-%d}" if row.due_at else "",
        f"{hall_time(row.at):%Y-%m-%d %H:%M}" if row.at else "",
        "" if row.counter_no is None else str(row.counter_no),
    ]


def state_word(state: str, texts: Texts) -> str:
    """The word of a case's or a visit's state; a newer hall's state stands as it is."""
    try:
        return texts.get(f"lists.state.{state}") if state else ""
    except KeyError:
        return state


def _light_word(row: ListRow, texts: Texts) -> str:
    return texts.get(f"counter.light.{LIGHT_SHAPES[Light(row.light)]}") if row.light else ""


def _code(case_code: str) -> str:
    """261123-0017: the day and the serial."""
    code = parse_case_code(case_code)
    return case_code if isinstance(code, Refusal) else f"{code.day:%y%m%d}-{code.serial:04d}"


def _due_day(due_at: datetime) -> datetime:
    """The last day: a limit ends with the exclusive instant after it (domain.md §3.3)."""
    return hall_time(due_at - _BEFORE_MIDNIGHT)


def _day(at: datetime, now: datetime) -> str:
    return f"{at:%m-%d}" if at.year == hall_time(now).year else f"{at:%y-%m-%d}"


def _moment(at: datetime, now: datetime) -> str:
    local, today = hall_time(at), hall_time(now)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%y-%m-%d}"
