"""Lines of the left and right columns, made by pure code from what the hall tells and the time. No person in any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.policy.policy import Policy
from cases.supervision.whistle import WhistleState
from cases.texts import Texts
from cases.views_dispatch import DualLine
from cases.views_figures import CaseLine
from cases.views_supervision import WhistleRow
from hall_display.dispatch.wording import (
    age_text,
    ago_text,
    here,
    left_text,
    minutes_between,
    shape_of,
    short_code,
    span_text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamLine:
    """An open case. `due`: how long until it is due, or since; `spoken` is the whole line."""

    case_id: str
    light: str
    code: str
    what: str
    where: str
    due: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhistleLine:
    """A called unit that is not here. `due`: until its step, or past it; `spoken` says since when, and for what."""

    key: str
    case_id: str
    code: str
    unit: str
    due: str
    light: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DualShown:
    """A case of two units of which one has reported."""

    case_id: str
    code: str
    waiting: str
    since: str
    spoken: str


def stream_lines(lines: Sequence[CaseLine], policy: Policy, texts: Texts) -> list[StreamLine]:
    """As the hall ordered them: the newest first."""
    return [_stream_line(line, policy, texts) for line in lines]


def _stream_line(line: CaseLine, policy: Policy, texts: Texts) -> StreamLine:
    light, left, code = shape_of(line.light), left_text(line, texts), short_code(line.case_code)
    what = line.type_name.removesuffix(texts.get("dispatch.stream.suffix")) or texts.get(
        "dispatch.stream.no_type"
    )
    where = here(line.area_name, policy) or texts.get("dispatch.stream.no_place")
    return StreamLine(
        case_id=line.case_id,
        light=light,
        code=code,
        what=what,
        where=where,
        due=left,
        spoken=texts.get("dispatch.stream.spoken", code=code, where=where, what=what, left=left),
    )


def whistle_lines(
    rows: Sequence[WhistleRow], policy: Policy, texts: Texts, now: datetime
) -> list[WhistleLine]:
    """Who did not come in time first, then the one whose time ends next."""
    ordered = sorted(rows, key=lambda row: (not _is_missed(row), row.due_at or row.arrive_by))
    return [_whistle_line(row, policy, texts, now) for row in ordered]


def _whistle_line(row: WhistleRow, policy: Policy, texts: Texts, now: datetime) -> WhistleLine:
    until = row.due_at or row.arrive_by
    is_late = _is_missed(row) or until < now
    way = "past" if is_late else "left"
    span = span_text(minutes_between(*((until, now) if is_late else (now, until))), texts)
    word_key = f"supervision.whistle.{row.state}"
    word = texts.get(word_key) if word_key in texts.keys else ""
    left = texts.get(f"dispatch.whistles.{way}", span=span)
    code, unit = short_code(row.case_code), here(row.unit_name, policy)
    since = texts.get("dispatch.whistles.since", ago=ago_text(row.called_at, now, texts))
    spoken = texts.get("dispatch.whistles.spoken", unit=unit, code=code, since=since, word=word, left=left)
    return WhistleLine(
        key=f"{row.whistle_id}/{row.unit}",
        case_id=row.case_id,
        code=code,
        unit=unit,
        due=left,
        light="overdue" if is_late else "normal",
        spoken=spoken,
    )


def _is_missed(row: WhistleRow) -> bool:
    return row.state == WhistleState.MISSED


def dual_lines(lines: Sequence[DualLine], policy: Policy, texts: Texts, now: datetime) -> list[DualShown]:
    """Whoever has been waited for longest first."""
    return [
        DualShown(
            case_id=line.case.case_id,
            code=(code := short_code(line.case.case_code)),
            waiting=here(line.waiting_unit_name, policy),
            since=(since := age_text(line.assigned_at, now, texts)),
            spoken=texts.get("dispatch.dual.spoken", code=code, unit=line.waiting_unit_name, span=since),
        )
        for line in sorted(lines, key=lambda line: line.assigned_at)
    ]
