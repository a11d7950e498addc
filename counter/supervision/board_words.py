"""Words that all tabs of the page 督办 share: days, lights, what happened line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cases.deadlines.deadline_light import Light
from cases.hall_time import hall_time
from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views_supervision import ItemLine
from counter.casework.act_context import Option
from counter.casework.case_words import FactRow, kind_words, light_mark, word
from counter.casework.timeline_words import TimelineRow
from counter.supervision.section import Cases, Section
from counter.wording import LIGHT_SHAPES, short_case_code


@dataclass(frozen=True, slots=True)
class Here:
    """The case that the chosen line belongs to."""

    case_id: str = ""
    code: str = ""


NOWHERE = Here()


def shape_of(light: str) -> str:
    """The shape of a light, "" without one."""
    return LIGHT_SHAPES[Light(light)] if light else ""


def sign_of(light: str, texts: Texts) -> dict[str, str]:
    """Shape, sign and word of a shape, as lines carry them."""
    if not light:
        return {}
    return {
        "light": light,
        "mark": light_mark(light, texts),
        "light_word": texts.get(f"counter.light.{light}"),
    }


def day_text(day: date | None, texts: Texts) -> str:
    """12月14日; "" for None."""
    if day is None:
        return ""
    return texts.get("counter_casework.due.day", month=day.month, day=day.day, time="")


def moment_text(at: datetime | None, texts: Texts) -> str:
    """12月14日09:30; "" for None."""
    if at is None:
        return ""
    here = hall_time(at)
    return texts.get("counter_casework.due.moment", month=here.month, day=here.day, time=f"{here:%H:%M}")


def typed_moment(at: datetime) -> str:
    """An instant as it is typed into a form."""
    return f"{hall_time(at):%Y-%m-%d %H:%M}"


def happened(lines: Iterable[ItemLine], texts: Texts) -> tuple[TimelineRow, ...]:
    """What was done, the newest first, as on the page of a case."""
    rows: list[TimelineRow] = []
    last = ""
    for number, line in reversed(list(enumerate(lines))):
        at = hall_time(line.at)
        day = day_text(at.date(), texts)
        rows.append(
            TimelineRow(
                event_id=str(number),
                day="" if day == last else day,
                time=f"{at:%H:%M}",
                sentence=_sentence(line, texts),
                who=line.by_name,
                text=line.text,
            )
        )
        last = day
    return tuple(rows)


def facts(section: Section[Any, Any], **values: str) -> tuple[FactRow, ...]:
    """Label and value of what is known; what is not known is left out."""
    return tuple(
        FactRow(key=key, label=section.say(f"fact.{key}"), value=value)
        for key, value in values.items()
        if value
    )


def case_options(cases: Cases, policy: Policy, here: Here = NOWHERE) -> tuple[Option, ...]:
    """Open cases by code and kind; the one that is looked at is among them."""
    is_listed = here.case_id in {row.case_id for row in cases}
    first = () if is_listed or not here.case_id else (Option(code=here.case_id, name=here.code),)
    return first + tuple(
        Option(
            code=row.case_id,
            name=f"{short_case_code(row.case_code)} {kind_words(row.dispute_type, row.category, policy)}",
            note=row.lead_unit_name,
        )
        for row in cases
    )


def _sentence(line: ItemLine, texts: Texts) -> str:
    """What happened, with the number of its paper. What a newer hall tells has no words here and says so."""
    key = f"supervision.line.{line.type}"
    if key not in texts.keys:
        return texts.get("counter_casework.timeline.unknown")
    said = texts.get(key, rung=word(texts, "supervision.rung", line.rung))
    return texts.get("counter_supervision.numbered", said=said, number=line.number) if line.number else said
