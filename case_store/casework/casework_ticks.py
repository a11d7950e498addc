"""What time alone causes around the cases: rungs that are due, whistles and tasks whose limit has passed.

Rungs come on their day while the hall is open; what is claimed has an id of its own (item, rung), so that it happens
once whoever looks. What a disk has torn holds up no other.
"""

from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.casework.document_serials import last_serial
from case_store.casework.names import unit_name
from case_store.casework.supervising import item_id_of
from case_store.errors import granted, passing_over
from case_store.hall.house import House
from case_store.hall.notices import SYSTEM, raise_notice
from case_store.log.event_log import Happened, Work
from case_store.log.history import item_name, item_of, record_name, record_of, whistle_name, whistle_of
from case_store.log.micros import to_us
from case_store.log.prepared import Prepared
from case_store.log.schema import supervision, supervision_rung, task, whistle
from cases.hall_time import hall_date, midnight_after
from cases.policy.deadlines import RungPolicy
from cases.supervision import coordination, supervision_rules, whistle_rules
from cases.supervision.ladder import before, due_since, gap
from cases.supervision.supervision import RungDrafted, RungSent, SupervisionItem
from cases.supervision.supervision_commands import ClaimRung, RecountItem
from cases.supervision.whistle import WhistleMissed

_NAMESPACE = UUID("5d0f7f0e-1b0a-5a3e-9c55-0e6f6a1f2d90")
AT_ONCE = 50  # in one transaction: the next tick goes on
_MISSED = Prepared(
    sa.select(whistle.c.whistle_id, whistle.c.unit)
    .where(whistle.c.stream == param("s"), whistle.c.due_at_us <= param("t"))
    .order_by(whistle.c.due_at_us)
    .limit(AT_ONCE)
)
_OVERDUE = Prepared(
    sa.select(task.c.record_id, task.c.task_id)
    .where(task.c.stream == param("s"), task.c.state == "open", task.c.due_at_us <= param("t"))
    .order_by(task.c.due_at_us)
    .limit(AT_ONCE)
)
_TAKEN = (
    supervision_rung.c.stream == supervision.c.stream,
    supervision_rung.c.item_id == supervision.c.item_id,
)
_TO_CLAIM = (
    sa.select(supervision.c.item_id)
    .where(
        supervision.c.stream == param("s"),
        supervision.c.open == 1,
        supervision.c.ladder_from.is_not(None),
        supervision.c.ladder_from <= param("day"),
        ~sa.exists().where(*_TAKEN, supervision_rung.c.rung.in_(param("taken", expanding=True))),
    )
    .order_by(supervision.c.ladder_from)
    .limit(AT_ONCE)
)

_OTHERWISE = (
    sa.select(supervision.c.item_id)
    .where(supervision.c.stream == param("s"), supervision.c.open == 1)
    .where(supervision.c.calendar_version != param("v"))
    .limit(AT_ONCE)
)
_AFTER_EARLIER = sa.exists().where(
    *_TAKEN, supervision_rung.c.rung == param("earlier"), supervision_rung.c.at_us < param("until")
)


def is_due(connection: sa.Connection, stream: str, now_us: int) -> bool:
    """Whether a whistle or a task has passed its limit: a look by index, not yet a write."""
    this = {"s": stream, "t": now_us}
    return any(query.first(connection, this) is not None for query in (_MISSED, _OVERDUE))


def miss_whistles(work: Work, house: House) -> None:
    """`WhistleMissed`, `at` = due; its supervision item follows by itself (casework.supervising)."""
    for whistle_id, unit in _MISSED.all(work.connection, {"s": work.stream, "t": to_us(work.now)}):
        with passing_over():
            _miss(work, house, whistle_id, unit)


def _miss(work: Work, house: House, whistle_id: str, unit: str) -> None:
    call = whistle_of(work, whistle_id)
    waited = call.of(unit) if call else None
    step = waited.step if waited else None
    occasion = f"{work.stream}/{whistle_id}/{unit}/{step}"
    command = whistle_rules.MissWhistle(unit=unit, item_id=item_id_of(occasion))
    for event in granted(whistle_rules.decide(call, command, house.policy, work.now)):
        if not isinstance(event, WhistleMissed):
            continue
        work.append(
            Happened(
                aggregate=whistle_name(whistle_id),
                event=event,
                at=event.due_at,
                actor=SYSTEM,
                id=uuid5(_NAMESPACE, occasion),
            )
        )


def pass_tasks(work: Work, house: House) -> None:
    """`TaskOverdue`, and staff are told once."""
    for record_id, task_id in _OVERDUE.all(work.connection, {"s": work.stream, "t": to_us(work.now)}):
        with passing_over():
            _pass(work, house, record_id, task_id)


def _pass(work: Work, house: House, record_id: str, task_id: str) -> None:
    record = record_of(work, record_id)
    command = coordination.PassTask(task_id=task_id)
    events = granted(coordination.decide(record, command, house.policy, work.now))
    owed = record.task(task_id) if record else None
    for event in events:
        if owed is None or not isinstance(event, coordination.TaskOverdue):
            continue
        work.append(
            Happened(
                aggregate=record_name(record_id),
                event=event,
                at=event.due_at,
                actor=SYSTEM,
                id=uuid5(_NAMESPACE, f"{work.stream}/{task_id}"),
            )
        )
        unit = unit_name(house.policy, owed.unit)
        raise_notice(work, "notice.task_overdue", task_id, work.now, unit=unit)


def climb(work: Work, house: House) -> bool:
    """Every rung that is due today, lower ones first; whether nothing is left to do. Only while the hall is open."""
    policy, today = house.policy, hall_date(work.now)
    if not policy.calendar.is_open(work.now):
        return False
    ladder, left = policy.deadlines.ladder, _recount(work, house)
    for at, rung in enumerate(ladder):
        if rung.after_workdays is None:
            continue
        day = due_since(today, rung.after_workdays, policy.calendar)
        this: dict[str, object] = {
            "s": work.stream,
            "day": day.isoformat(),
            "taken": [one.rung for one in ladder[at:]],
        }
        query, earlier = _TO_CLAIM, before(ladder, rung.rung)
        if earlier is not None:
            until = midnight_after(due_since(today, gap(rung, earlier), policy.calendar))
            this |= {"earlier": earlier.rung, "until": to_us(until)}
            query = query.where(_AFTER_EARLIER)
        found = work.connection.execute(query, this).scalars().all()
        for item_id in found:
            with passing_over():
                _claim(work, house, item_id, rung)
        left = left or len(found) == AT_ONCE
    return not left


def _recount(work: Work, house: House) -> bool:
    """Limits of open items that another calendar counted; whether there may be more."""
    this = {"s": work.stream, "v": house.policy.calendar.version}
    found = work.connection.execute(_OTHERWISE, this).scalars().all()
    for item_id in found:
        with passing_over():
            events = granted(
                supervision_rules.decide(item_of(work, item_id), RecountItem(), house.policy, work.now)
            )
            work.record(item_name(item_id), events, SYSTEM)
    return len(found) == AT_ONCE


def _claim(work: Work, house: House, item_id: str, rung: RungPolicy) -> None:
    item = item_of(work, item_id)
    document = house.policy.supervision.document(rung.rung)
    if item is None or document is None:
        return
    command = ClaimRung(rung=rung.rung, last_serial=last_serial(work, document.number_word))
    for event in granted(supervision_rules.decide(item, command, house.policy, work.now)):
        work.append(
            Happened(
                aggregate=item_name(item_id),
                event=event,
                at=work.now,
                actor=SYSTEM,
                id=uuid5(_NAMESPACE, f"{item_id}/{rung.rung}"),
            )
        )
        _tell(work, house, item, event)


def _tell(work: Work, house: House, item: SupervisionItem, event: object) -> None:
    unit = unit_name(house.policy, item.unit)
    match event:
        case RungSent():
            raise_notice(
                work,
                "notice.work_reminder",
                f"{item.item_id}/{event.rung}",
                work.now,
                unit=unit,
                number=event.number.text,
            )
        case RungDrafted():
            raise_notice(work, "notice.rung_drafted", f"{item.item_id}/{event.rung}", work.now, unit=unit)
        case _:
            pass
