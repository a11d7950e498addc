"""What happened to a case, line by line: the log of its aggregate, with names, keys for sentences, and opened texts."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.sealed_texts import NOTE, TEXT
from case_store.hall.house import House
from case_store.log.event_log import Past
from case_store.log.history import case_name
from case_store.log.micros import from_us
from case_store.log.prepared import Prepared
from case_store.log.rows import told_by
from case_store.log.schema import event, staff
from case_store.seal import REMARK
from cases.casework.case_additions import (
    ActionAsked,
    AppointmentSet,
    AttachmentAdded,
    CaseReminded,
    HandlingRecorded,
    PaperDrawn,
    PaperIssued,
    PersonRead,
)
from cases.casework.case_events import CaseEvent
from cases.codec import Event, UnknownEvent
from cases.sealed import Sealed
from cases.views_casework import TimelineLine

_EVENTS = Prepared(
    sa.select(
        event.c.id,
        event.c.type,
        event.c.v,
        event.c.body,
        event.c.at_us,
        event.c.actor,
        event.c.tenure,
        event.c.epoch,
        event.c.seq,
    )
    .where(event.c.aggregate == param("a"))
    .order_by(event.c.hlc, event.c.position)
)
_SENT = (
    *(HandlingRecorded, AttachmentAdded, AppointmentSet),
    *(PaperDrawn, PaperIssued, ActionAsked, CaseReminded),
)
_NOT_TOLD = (
    PersonRead,
    PaperDrawn,
)  # readings are for the audit; a number without its paper stands with the papers
_STAFF = sa.select(staff.c.staff_id, staff.c.name)
_STAFF_PREFIX = "staff:"
_TEXTS = ("sealed", "because", "remark", "override")
_SHOWN = (str, int, bool, Enum, date)
_UNTOLD = frozenset(
    {
        *(
            "staff_id",
            "case_id",
            "item_id",
            "record_id",
            "attachment_id",
            "reminder_id",
            "word_id",
            "hold_id",
        ),
        *("receipt_code_hash", "code_hash", "content_hash", "print_hash", "file_hash", "bytes_count"),
    }
)
_FIELDS: dict[type, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An event of the case with what its envelope says. `place`: (tenure, epoch, seq), the order of decisions."""

    event_id: str
    place: tuple[int, int, int]
    type: str
    at: datetime
    actor: str
    event: CaseEvent | UnknownEvent


def history_of(past: Past, case_id: str) -> tuple[Line, ...]:
    """Everything that was said of the case, wherever it was held, in the order of hlc.

    What somebody added at another store stands there, and in the holder's stream since it heard of it: told once.
    A damaged row is a line that says that something happened, and no more.
    """
    lines: list[Line] = []
    added: set[Event] = set()
    for id_, type_, v, body, at_us, actor, *place in _EVENTS.all(past.connection, {"a": case_name(case_id)}):
        happened = told_by(type_, v, body)
        if isinstance(happened, _SENT) and happened in added:
            continue
        if isinstance(happened, _SENT):
            added.add(happened)
        lines.append(
            Line(
                event_id=id_,
                place=(place[0], place[1], place[2]),
                type=type_,
                at=from_us(at_us),
                actor=actor,
                event=happened,  # type: ignore[arg-type]
            )
        )
    return tuple(lines)


def timeline(
    past: Past, house: House, history: tuple[Line, ...], opened: Callable[[Sealed | None, str], str]
) -> tuple[TimelineLine, ...]:
    """The lines that staff read."""
    names = {row.staff_id: row.name for row in past.connection.execute(_STAFF)}
    policy = house.policy

    def name(actor: str) -> str:
        return names.get(actor.removeprefix(_STAFF_PREFIX), "") if actor.startswith(_STAFF_PREFIX) else ""

    return tuple(
        TimelineLine(
            event_id=line.event_id,
            type=line.type,
            at=line.at,
            by=line.actor,
            by_name=name(line.actor),
            facts=_facts(line.event, lambda unit: u.name if (u := policy.units.of(unit)) else unit),
            text=_text(line.event, opened),
        )
        for line in history
        if not isinstance(line.event, _NOT_TOLD)
    )


def _facts(happened: Any, unit_name: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Plain fields as text; units by their name."""
    if isinstance(happened, UnknownEvent):
        return ()
    facts: list[tuple[str, str]] = []
    for name in _told(happened):
        value = getattr(happened, name)
        if not isinstance(value, _SHOWN):
            continue
        text = (
            value.isoformat()
            if isinstance(value, date)
            else str(value.value if isinstance(value, Enum) else value)
        )
        facts.append((name, unit_name(text) if name in ("unit", "org") and text else text))
    if assigned := getattr(happened, "assigned", ()):
        facts.append(("units", "、".join(unit_name(one.unit) for one in assigned)))
    return tuple(facts)


def _told(happened: Any) -> tuple[str, ...]:
    """The fields of an event that a line may show; asked a thousand times for a few types."""
    kind = type(happened)
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(field.name for field in fields(happened) if field.name not in _UNTOLD)
    return _FIELDS[kind]


def _text(happened: Any, opened: Callable[[Sealed | None, str], str]) -> str:
    for name in _TEXTS:
        sealed = getattr(happened, name, None)
        if isinstance(sealed, Sealed) and (text := opened(sealed, _field(happened, name))):
            return text
    return ""


def _field(happened: Any, name: str) -> str:
    """Under which field it was sealed."""
    if isinstance(happened, AttachmentAdded):
        return NOTE
    return REMARK if name == "remark" else TEXT
