"""What the page 管理 shows, in words: tables, what will change, what is wrong, and who changed what before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.hall_time import hall_time
from cases.policy.policy_file import PolicyError
from cases.policy.policy_versions import kind_of
from cases.refusal import Reader, Refusal
from cases.roles import Right, may
from cases.texts import Texts
from cases.views import PolicyChange
from counter.administration.tables import COLUMNS, TODAY, WORKING_DAY, Row, Section, Tables
from counter.administration.written import CellError

HISTORY, DEVICES, PEOPLE, TOGETHER, QUARANTINE = "history", "devices", "people", "together", "quarantine"
VOICE = "voice"
KEYS = dict(
    zip(
        (*Section, HISTORY, DEVICES, PEOPLE, TOGETHER, QUARANTINE, VOICE),
        # F6 to F10 do something with what is chosen, F12 locks.
        ("F1", "F2", "F3", "F4", "F5", "F11", "Alt+1", "Alt+2", "Alt+3", "Alt+4"),
        strict=True,
    )
)
_NEEDS = {
    DEVICES: Right.MANAGE_DEVICES,
    PEOPLE: Right.MANAGE_STAFF,
    TOGETHER: Right.CONFIRM,
    QUARANTINE: Right.QUARANTINE,
    VOICE: Right.MANAGE_DEVICES,
}
SHARES = {
    Section.HOURS: (3, 7),
    Section.QUEUES: (1, 4, 4, 2),
    Section.COUNTERS: (1, 4, 3, 5),
    Section.ROSTER: (1, 3, 5, 4),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """One part of the page and its key."""

    name: str
    title: str
    key: str
    changes: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """The head of a column: `share` parts of `total` of the width, beginning after `before`."""

    title: str
    share: int
    before: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """A row of the table. `fixed` cells from the left cannot be changed; `wrong` is the cell with a mistake, or -1."""

    key: str
    cells: tuple[str, ...]
    fixed: int
    wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """Old and new of one cell, or a whole row that comes or goes."""

    what: str
    was: str
    will_be: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One revision of the past."""

    number: int
    when: str
    who: str
    why: str


def parts_of(role: str) -> tuple[str, ...]:
    """The parts that a role sees, in order; the policy is one right."""
    return tuple(name for name in KEYS if may(role, _NEEDS.get(name, Right.REVISE_POLICY)))


def section_lines(role: str, chosen: str, changes: dict[str, int], texts: Texts) -> list[SectionLine]:
    """The parts with their keys. `changes`: how much is changed in a table, or waits in a list."""
    return [
        SectionLine(
            name=name,
            title=texts.get(f"policy.page.section.{name}"),
            key=KEYS[name],
            changes=_count(name, changes.get(name, 0), texts),
            is_chosen=name == chosen,
        )
        for name in parts_of(role)
    ]


def column_lines(section: Section, texts: Texts) -> list[ColumnLine]:
    """The heads of a table."""
    shares = SHARES[section]
    return [
        ColumnLine(
            title=texts.get(f"policy.page.column.{section}_{column}"),
            share=shares[number],
            before=sum(shares[:number]),
            total=sum(shares),
        )
        for number, column in enumerate(COLUMNS[section])
    ]


def row_lines(
    section: Section, rows: Sequence[Row], wrong: CellError | None, day: date, texts: Texts
) -> list[RowLine]:
    """The rows of a table."""
    here = wrong if wrong is not None and wrong.section == section else None
    return [
        RowLine(
            key=row.key,
            cells=(row_name(section, row, day, texts), row.cells[1])
            if section is Section.HOURS
            else row.cells,
            fixed=0 if section is Section.ROSTER or row.is_new else 1,
            wrong=here.column if here is not None and here.row.key == row.key else -1,
        )
        for row in rows
    ]


def change_lines(before: Tables, after: Tables, day: date, texts: Texts) -> dict[Section, list[ChangeLine]]:
    """What differs, table by table."""
    return {section: _changes_of(section, before[section], after[section], day, texts) for section in Section}


def history_lines(history: Sequence[PolicyChange], texts: Texts) -> list[HistoryLine]:
    """Who changed what, the newest first."""
    return [
        HistoryLine(
            number=number,
            when=texts.get("policy.page.history_when", at=f"{hall_time(one.at):%Y-%m-%d %H:%M}"),
            who=texts.get(
                "policy.page.history_line",
                staff=one.staff_name or one.staff_id,
                names="、".join(_file_words(name, texts) for name in one.names),
            ),
            why=one.why,
        )
        for number, one in enumerate(history)
    ]


def row_name(section: Section, row: Row, day: date, texts: Texts) -> str:
    """How a row is called in a sentence."""
    if section is Section.HOURS:
        if row.key == WORKING_DAY:
            return texts.get(f"policy.page.row.{WORKING_DAY}")
        return texts.get(f"policy.page.row.{TODAY}", month=day.month, day=day.day)
    if section is Section.ROSTER:
        return texts.get("policy.page.row.roster", name=row.cells[0], staff=row.cells[1].split(" ")[0])
    return texts.get(f"policy.page.row.{section}", name=row.cells[0])


def cell_words(error: CellError, day: date, texts: Texts) -> str:
    """The sentence about a cell that cannot be read."""
    return texts.get(
        "policy.page.wrong_cell",
        row=row_name(error.section, error.row, day, texts),
        column=texts.get(f"policy.page.column.{error.section}_{COLUMNS[error.section][error.column]}"),
        why=texts.get(f"policy.page.why_not.{error.unreadable.why}", **error.unreadable.facts),
    )


def mistake_words(file: str, key: str, why: str, texts: Texts) -> str:
    """A mistake of the whole policy: where it is, as the page names it, and why it is one."""
    known = f"policy.page.where.{key.split('.', maxsplit=1)[0]}"
    if known in texts.keys:
        return texts.get("policy.page.mistake", where=texts.get(known), why=why)
    where = texts.find("policy.page.of_file").say({"file": file, "key": key})
    return texts.get("policy.page.mistake", where=where, why=why)


def refusal_words(refusal: Refusal, texts: Texts) -> str:
    """Why the hall did not take a revision."""
    if refusal.code == PolicyError.code:
        facts = {name: str(value) for name, value in refusal.facts.items()}
        return mistake_words(facts["file"], facts["key"], facts["why"], texts)
    return texts.tell(refusal, Reader.STAFF)


def _file_words(name: str, texts: Texts) -> str:
    """What a policy file is about; a file that the page does not know keeps its name."""
    key = f"policy.page.file.{kind_of(name)}"
    return texts.get(key) if key in texts.keys else name


def _changes_of(
    section: Section, before: Sequence[Row], after: Sequence[Row], day: date, texts: Texts
) -> list[ChangeLine]:
    were, empty = {row.key: row for row in before}, texts.get("policy.page.empty")
    lines: list[ChangeLine] = []
    for row in after:
        was = were.pop(row.key, None)
        if was is None:
            words = _rest_of(section, row)
            lines.append(
                ChangeLine(what=_named("added", section, row, day, texts), was="", will_be=words or empty)
            )
            continue
        lines += [
            ChangeLine(
                what=f"{row_name(section, was, day, texts)} · {texts.get(f'policy.page.column.{section}_{column}')}",
                was=old or empty,
                will_be=new or empty,
            )
            for column, old, new in zip(COLUMNS[section], was.cells, row.cells, strict=True)
            if old != new
        ]
    lines += [
        ChangeLine(
            what=_named("removed", section, row, day, texts), was=" · ".join(row.cells[1:]), will_be=""
        )
        for row in were.values()
    ]
    return lines


def _rest_of(section: Section, row: Row) -> str:
    """A row without what its name says already."""
    return " · ".join(filter(None, row.cells[2 if section is Section.ROSTER else 1 :]))


def _named(what: str, section: Section, row: Row, day: date, texts: Texts) -> str:
    return f"{texts.get(f'policy.page.{what}')} {row_name(section, row, day, texts)}"


def _count(name: str, count: int, texts: Texts) -> str:
    key = "quarantine.page.count" if name == QUARANTINE else "policy.page.changes_count"
    return texts.get(key, count=count) if count else ""
