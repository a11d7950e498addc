"""The lists of the counter: a sheet in memory that follows the log, so that typing and scrolling ask no table.

`catch_up` works in steps of some milliseconds: the store has one thread, and a citizen who takes a number must not
wait for somebody's list. Its route takes steps until nothing is left to read.
"""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import bindparam as param

from case_store.central.context import DbRole, of_person
from case_store.hall.house import House, OnDuty
from case_store.hall.list_names import keep_names
from case_store.hall.list_rows import (
    CASE,
    CASES_AFTER,
    STEP,
    TOUCHED,
    VISIT,
    VISITS_AFTER,
    case_entry,
    visit_entry,
)
from case_store.hall.runner import Runner
from case_store.log.history import staff_name
from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.log.projections.case_accesses import given_to
from case_store.log.schema import list_filter, stream_head
from case_store.log.sql import upsert
from case_store.pinyin import readings
from cases.casework.by import By
from cases.data_taken import DataTaken
from cases.hall_time import hall_date
from cases.list_sheet import Entry, Looking, Sheet
from cases.refusal import Refusal
from cases.views_lists import ListAsked, ListKind, ListPage, ListRow, SavedFilter, sees_names

NAMES_STEP = 40  # seals opened at a time: 10 ms
VISIT_DAYS = 30  # how long a visit without a case stands in a list (domain.md §4.2)
FILTERS_MAX = 20  # saved by one person
_CASE, _VISIT = "case:", "visit:"
_A_SURNAME = "李"
_ASKED = TypeAdapter(ListAsked)
_HEAD = sa.select(stream_head.c.position).where(stream_head.c.stream == param("s"))
_MINE = (list_filter.c.stream == param("s"), list_filter.c.staff_id == param("i"))
_SAVED = sa.select(list_filter.c.name, list_filter.c.asked).where(*_MINE).order_by(list_filter.c.saved_at_us)
_SAVE = upsert(list_filter)
_SAVE_OVER = _SAVE.on_conflict_do_update(
    index_elements=["stream", "staff_id", "name"], set_={"asked": _SAVE.excluded.asked}
)
_FORGET = sa.delete(list_filter).where(*_MINE, list_filter.c.name == param("n"))


@dataclass(slots=True)
class _Read:
    """How far the tables were read: both None when whole."""

    cases_after: str | None = ""
    visits_after: str | None = ""


class ListDoor:
    """Lists for whoever may see them. Everything here runs in the store's one thread."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house
        self._sheet = Sheet()
        self._read = _Read()
        self._position: int | None = None  # of the last event that the sheet knows
        self._nameless: list[str] = []

    def prepare(self) -> None:
        """Read pypinyin's table, in whatever thread: it is the longest single piece of work here."""
        readings(_A_SURNAME)

    def catch_up(self) -> bool:
        """One step towards the newest event; True when there is nothing left to read."""
        if self._position is None:
            with self._runner.reading() as connection:
                # What happens while the tables are read is read once more afterwards.
                self._position = int(connection.execute(_HEAD, {"s": self._runner.stream}).scalar() or 0)
        if self._read.cases_after is not None:
            self._read_cases(self._read.cases_after)
            return False
        if self._read.visits_after is not None:
            self._read_visits(self._read.visits_after)
            return False
        if self._nameless:
            self._open_names()
            return False
        return not self._follow()

    def page(self, who: OnDuty, asked: ListAsked, offset: int, limit: int) -> ListPage:
        """Some rows of a list, of all that `catch_up` has read."""
        found, looking = self._find(who, asked)
        rows = found[offset : offset + limit]
        return ListPage(
            total=len(found),
            offset=offset,
            rows=tuple(_row(entry, asked.kind, looking) for entry in rows),
            as_of=from_us(looking.now_us),
        )

    def take_out(self, who: OnDuty, asked: ListAsked, form: str) -> ListPage:
        """A whole list to be carried out of the house; that it was taken is an event."""
        with self._runner.writing() as work:
            page = self.page(who, asked, 0, len(self._sheet))
            taken = DataTaken(
                staff_id=who.staff_id, what=f"list:{asked.kind.value}", form=form, rows=page.total
            )
            work.record(staff_name(who.staff_id), [taken], who.actor)
        return page

    # Lists under names of one's own.

    def filters(self, who: OnDuty) -> tuple[SavedFilter, ...]:
        """What this person has saved, the oldest first. One that this program no longer understands is left out."""
        with self._runner.reading() as connection:
            rows = connection.execute(_SAVED, {"s": self._runner.stream, "i": who.staff_id}).all()
        return tuple(saved for name, asked in rows if (saved := _saved(name, asked)) is not None)

    def save_filter(self, who: OnDuty, saved: SavedFilter) -> tuple[SavedFilter, ...] | Refusal:
        """Save, over an earlier one of the same name."""
        names = {known.name for known in self.filters(who)}
        if saved.name not in names and len(names) >= FILTERS_MAX:
            return Refusal("list.filters_full", {"most": FILTERS_MAX})
        with self._runner.writing() as work:
            row = {
                "stream": work.stream,
                "staff_id": who.staff_id,
                "name": saved.name,
                "asked": _ASKED.dump_json(saved.asked).decode(),
                "saved_at_us": to_us(work.now),
            }
            work.connection.execute(_SAVE_OVER, row)
        return self.filters(who)

    def forget_filter(self, who: OnDuty, name: str) -> tuple[SavedFilter, ...]:
        """Forget one; a name that is not there is forgotten already."""
        with self._runner.writing() as work:
            work.connection.execute(_FORGET, {"s": work.stream, "i": who.staff_id, "n": name})
        return self.filters(who)

    # Reading.

    def _find(self, who: OnDuty, asked: ListAsked) -> tuple[Sequence[Entry], Looking]:
        now = self._runner.clock_now()
        whose = of_person(
            By(staff_id=who.staff_id, role=who.role, unit=who.unit), self._house.sight(who)
        )  # the sheet is read for all: what PostgreSQL lets each see is said here once more
        looking = Looking(
            staff_id=who.staff_id,
            names=sees_names(who.role),
            today=hall_date(now).isoformat(),
            now_us=to_us(now),
            cases=None if whose.role is DbRole.CITY else self._given(whose.orgs),
            area=whose.area,
        )
        return self._sheet.find(asked, looking), looking

    def _given(self, orgs: Sequence[str]) -> frozenset[str]:
        with self._runner.reading() as connection:
            return given_to(connection, orgs)

    def _read_cases(self, after: str) -> None:
        with self._runner.reading() as connection:
            rows = CASES_AFTER.all(connection, {"s": self._runner.stream, "after": after})
        self._put_cases(rows)
        self._read.cases_after = rows[-1][0] if len(rows) == STEP else None
        # The sheet lives as long as the process. Walked by the garbage collector at each of its long rounds it would
        # hold up tickets for 100 ms.
        gc.freeze()

    def _read_visits(self, after: str) -> None:
        since = hall_date(self._runner.clock_now()) - timedelta(days=VISIT_DAYS)
        this = {"s": self._runner.stream, "after": after, "d": since.isoformat()}
        with self._runner.reading() as connection:
            rows = VISITS_AFTER.all(connection, this)
        self._sheet.put(e for row in rows if (e := visit_entry(row, self._house.policy)) is not None)
        self._read.visits_after = rows[-1][0] if len(rows) == STEP else None

    def _open_names(self) -> None:
        step, self._nameless = self._nameless[:NAMES_STEP], self._nameless[NAMES_STEP:]
        with self._runner.writing() as work:
            keep_names(work, self._house, step)
            rows = [row for case_id in step for row in CASE.all(work.connection, self._this(case_id))]
        self._put_cases(rows)

    def _follow(self) -> bool:
        """Read again what events have touched since; whether there was anything."""
        with self._runner.reading() as connection:
            touched = TOUCHED.all(connection, {"s": self._runner.stream, "p": self._position})
            if not touched:
                return False
            cases = {name.removeprefix(_CASE) for _, name in touched if name.startswith(_CASE)}
            visits = {name.removeprefix(_VISIT) for _, name in touched if name.startswith(_VISIT)}
            visit_rows = [row for id_ in visits for row in VISIT.all(connection, self._this(id_))]
            linked = {row[0]: row[1] for row in visit_rows if row[1] is not None}
            cases.update(linked.values())
            case_rows = [row for id_ in cases for row in CASE.all(connection, self._this(id_))]
        self._sheet.remove(linked)
        self._sheet.put(e for row in visit_rows if (e := visit_entry(row, self._house.policy)) is not None)
        self._put_cases(case_rows)
        self._position = touched[-1][0]
        return True

    def _put_cases(self, rows: Sequence[tuple[object, ...]]) -> None:
        entries = [case_entry(row, self._house.policy) for row in rows]
        self._sheet.put(entry for entry, _ in entries)
        self._nameless += [entry.row_id for entry, opened in entries if not opened]

    def _this(self, id_: str) -> dict[str, str]:
        return {"s": self._runner.stream, "i": id_}


def _row(entry: Entry, kind: ListKind, looking: Looking) -> ListRow:
    waiting = kind is ListKind.WAITING
    return ListRow(
        row_id=entry.row_id,
        case_code=entry.case_code,
        ticket_no=entry.ticket_no,
        masked_name=entry.masked_name if looking.names else "",
        category=entry.category,
        town=entry.town,
        state=entry.visit_state if waiting else entry.case_state or entry.visit_state,
        light=entry.light(looking.now_us),
        due_at=from_us_or_none(entry.due_us),
        at=from_us(entry.place_us if waiting else entry.at_us),
        counter_no=entry.counter_no,
    )


def _saved(name: str, asked: str) -> SavedFilter | None:
    try:
        return SavedFilter(name=name, asked=_ASKED.validate_json(asked))
    except ValidationError:
        return None
