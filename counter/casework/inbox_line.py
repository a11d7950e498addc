"""A line of the inbox: how urgent, which case, whose, what is to be done. No person but the masked name."""

from dataclasses import dataclass

from case_store.pinyin import readings
from cases.deadlines.deadline_light import Light
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views_casework import CaseRow
from counter.casework.case_words import clock_name, kind_words, light_mark, word
from counter.wording import LIGHT_SHAPES, clock_text, short_case_code, time_left


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLine:
    """`light`: the name of a shape, "" without a running clock; `todo_is_mine`: it waits for whoever looks."""

    case_id: str
    light: str
    mark: str
    light_word: str
    time_left: str
    clock: str
    code: str
    kind: str
    grade: str
    is_major: bool
    name: str
    unit: str
    todo: str
    todo_is_mine: bool
    is_marked: bool
    reminded: str  # by the command zone, with its time; "" when not lately
    said: str


def inbox_line(row: CaseRow, policy: Policy, texts: Texts, *, is_marked: bool) -> InboxLine:
    """The line of a row."""
    light = LIGHT_SHAPES[Light(row.light)] if row.light else ""
    left = time_left(row, texts) if row.light else ""
    todo = (
        texts.get(f"counter_casework.act.{row.primary}")
        if row.primary
        else word(texts, "counter_casework.state", row.state)
    )
    kind = kind_words(row.dispute_type, row.category, policy)
    code = short_case_code(row.case_code)
    reminded = _reminded(row, texts)
    said = (code, kind, row.masked_name, row.lead_unit_name, todo, left, reminded)
    return InboxLine(
        case_id=row.case_id,
        light=light,
        mark=light_mark(light, texts),
        light_word=texts.get(f"counter.light.{light}") if light else "",
        time_left=left,
        clock=clock_name(row.clock, texts) if row.clock else "",
        code=code,
        kind=kind,
        grade=word(texts, "casework_reasons.grade_name", row.grade) if row.grade else "",
        is_major=row.major_amount,
        name=row.masked_name,
        unit=row.lead_unit_name,
        todo=todo,
        todo_is_mine=bool(row.primary),
        is_marked=is_marked,
        reminded=reminded,
        said=" ".join(part for part in said if part),
    )


def _reminded(row: CaseRow, texts: Texts) -> str:
    if row.reminded_at is None:
        return ""
    return texts.get("counter_casework.mark.reminded", time=clock_text(row.reminded_at))


def holds(row: CaseRow, line: InboxLine, query: str) -> bool:
    """Whether a line is one that is searched for: by its words, its code, or how type and unit are read (pinyin)."""
    if not query or query in line.said.lower() or query in row.case_code.lower():
        return True
    return query.isascii() and any(query in readings(words) for words in (line.kind, line.unit))
