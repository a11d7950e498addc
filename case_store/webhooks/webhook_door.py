"""Who is told of what from outside; what happened is read behind a cursor, and lies here until it is taken.

The outbox is durable without a word in the append path: cursor and deliveries move in one transaction, so what the
log has is told, once in order and again until it is taken. A message is known by its event's id.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from sqlalchemy import bindparam as param

from case_store.hall.house import House, OnDuty
from case_store.hall.notices import raise_notice
from case_store.hall.runner import Runner
from case_store.log.micros import from_us, from_us_or_none, to_us
from case_store.log.rows import told_by, words_in
from case_store.log.schema import case_, event, quarantine, stream_head, webhook, webhook_cursor, webhook_due
from case_store.log.sql import upsert
from case_store.webhooks.backoff import FOR_GOOD_TRIES, later_us
from case_store.webhooks.guarded_line import check_url
from case_store.webhooks.signature import secret_of, written
from cases.casework.case_events import CaseRegistered
from cases.codec import UnknownEvent
from cases.hall_time import hall_date
from cases.refusal import Refusal
from cases.systems.webhook import Kind, MadeWebhook, Message, WebhookRow, check_kinds, facts_of

EVENTS_AT_ONCE = 200
DAY_US = 86_400_000_000
_CASE = "case:"
_KINDS = tuple(kind.value for kind in Kind)
_MINE, _THIS = webhook.c.stream == param("s"), webhook.c.webhook_id == param("w")
_DUE_OF = (webhook_due.c.stream == param("s"), webhook_due.c.webhook_id == param("w"))
_ACTIVE = sa.select(webhook).where(_MINE, webhook.c.ended_at_us.is_(None)).order_by(webhook.c.webhook_id)
_IS_DUE = (
    webhook_due.c.dead == 0,
    sa.or_(webhook_due.c.next_us <= param("now"), webhook_due.c.next_us > param("put_back")),
)
_OWED = _ACTIVE.where(
    sa.exists().where(
        webhook_due.c.stream == webhook.c.stream, webhook_due.c.webhook_id == webhook.c.webhook_id, *_IS_DUE
    )
)
_LISTED = (
    sa.select(
        webhook,
        sa.func.sum(sa.case((webhook_due.c.dead == 0, 1), else_=0)).label("waiting"),
        sa.func.sum(webhook_due.c.dead).label("dead_count"),
        sa.func.max(webhook_due.c.trouble).label("trouble"),
    )
    .join_from(
        webhook,
        webhook_due,
        sa.and_(webhook_due.c.stream == webhook.c.stream, webhook_due.c.webhook_id == webhook.c.webhook_id),
        isouter=True,
    )
    .where(_MINE)
    .group_by(*webhook.primary_key.columns)
    .order_by(webhook.c.webhook_id)
)
_HEADS = sa.select(stream_head.c.stream, stream_head.c.position)
_CURSORS = sa.select(webhook_cursor.c.at_stream, webhook_cursor.c.position).where(
    webhook_cursor.c.stream == param("s")
)
_SET = upsert(webhook_cursor)
_MOVE = _SET.on_conflict_do_update(
    index_elements=["stream", "at_stream"], set_={"position": _SET.excluded.position}
)
_BEHIND = (
    sa.select(
        event.c.position, event.c.id, event.c.type, event.c.v, event.c.body, event.c.aggregate, event.c.at_us
    )
    .where(
        event.c.stream == param("at"),
        event.c.position > param("p"),
        event.c.type.in_(_KINDS),
        ~sa.exists().where(quarantine.c.stream == event.c.stream, quarantine.c.id == event.c.id),
    )
    .order_by(event.c.position)
    .limit(EVENTS_AT_ONCE)
)
_REGISTERED = sa.select(event.c.type, event.c.v, event.c.body).where(
    event.c.aggregate == param("a"), event.c.type == Kind.REGISTERED.value
)
_CODE = sa.select(case_.c.case_code).where(case_.c.case_id == param("i"))
_KEEP = upsert(webhook_due).on_conflict_do_nothing()
_NEXT = (
    sa.select(webhook_due.c.event_id, webhook_due.c.body, webhook_due.c.tries, webhook_due.c.since_us)
    .where(*_DUE_OF, *_IS_DUE)
    .order_by(webhook_due.c.since_us, webhook_due.c.event_id)
    .limit(1)
)
_EVENT = (*_DUE_OF, webhook_due.c.event_id == param("e"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Where to, and with which secret it is signed."""

    webhook_id: str
    name: str
    url: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message for one receiver."""

    event_id: str
    body: bytes
    tries: int
    since_us: int


class WebhookDoor:
    """In the store's one thread."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    # For the administrator.

    def make(self, who: OnDuty, name: str, url: str, kinds: tuple[Kind, ...]) -> MadeWebhook | Refusal:
        """From now on it is told; what happened before is not."""
        if (refusal := check_url(url, demo=self._house.files.demo) or check_kinds(kinds)) is not None:
            return refusal
        webhook_id = str(uuid_v7.uuid7())
        with self._runner.writing() as work:
            if not work.connection.execute(_ACTIVE, {"s": work.stream}).all():
                self._begin_here(work.connection)
            row = {
                "stream": work.stream,
                "webhook_id": webhook_id,
                "name": name.strip(),
                "url": url,
                "kinds": " ".join(sorted(set(kinds))),
                "made_by": who.staff_id,
                "made_at_us": to_us(work.now),
            }
            work.connection.execute(sa.insert(webhook), row)
        made = self._row(webhook_id)
        if made is None:
            return Refusal("webhook.unknown")
        return MadeWebhook(row=made, secret=written(self._secret(webhook_id)))

    def listed(self) -> Sequence[WebhookRow]:
        """Every receiver that there ever was."""
        with self._runner.reading() as connection:
            return [_row(row) for row in connection.execute(_LISTED, {"s": self._runner.stream})]

    def end(self, webhook_id: str) -> WebhookRow | Refusal:
        """It is told nothing more."""
        with self._runner.writing() as work:
            this = {"s": work.stream, "w": webhook_id}
            ended = webhook.c.ended_at_us.is_(None)
            stop = sa.update(webhook).where(_MINE, _THIS, ended).values(ended_at_us=param("now"))
            work.connection.execute(stop, {**this, "now": to_us(work.now)})
            work.connection.execute(sa.delete(webhook_due).where(*_DUE_OF), this)
        return self._row(webhook_id) or Refusal("webhook.unknown")

    def again(self, webhook_id: str) -> WebhookRow | Refusal:
        """What was given up is tried again, at once, and as long as anything new."""
        with self._runner.writing() as work:
            this = {"s": work.stream, "w": webhook_id}
            revive = sa.update(webhook_due).where(*_DUE_OF)
            fresh = {"dead": 0, "tries": 0, "next_us": 0, "since_us": to_us(work.now)}
            work.connection.execute(revive.values(fresh), this)
            work.connection.execute(sa.update(webhook).where(_MINE, _THIS).values(rest_until_us=0), this)
        return self._row(webhook_id) or Refusal("webhook.unknown")

    # For the courier.

    def is_anybody_told(self) -> bool:
        """Most stores tell nobody: the one question that each change costs them."""
        with self._runner.reading() as connection:
            return connection.execute(_ACTIVE, {"s": self._runner.stream}).first() is not None

    def follow(self) -> bool:
        """One step behind the log; whether there may be more."""
        with self._runner.reading() as connection:
            active = connection.execute(_ACTIVE, {"s": self._runner.stream}).all()
            if not active:
                return False
            reached_at = connection.execute(_CURSORS, {"s": self._runner.stream})
            cursors = {row.at_stream: row.position for row in reached_at}
            heads = connection.execute(_HEADS).all()
        behind = next(((at, head) for at, head in heads if cursors.get(at, 0) < head), None)
        if behind is None:
            return False
        at, head = behind
        with self._runner.writing() as work:
            asked = {"at": at, "p": cursors.get(at, 0)}
            rows = work.connection.execute(_BEHIND, asked).all()
            due = [
                {
                    "stream": work.stream,
                    "webhook_id": one.webhook_id,
                    "event_id": str(row.id),
                    "body": message,
                    "since_us": to_us(work.now),
                    "next_us": 0,
                }
                for row in rows
                if (message := self._message(work.connection, at, row)) is not None
                for one in active
                if row.type in one.kinds.split()
            ]
            if due:
                work.connection.execute(_KEEP, due)
            reached = rows[-1].position if len(rows) == EVENTS_AT_ONCE else head
            work.connection.execute(_MOVE, {"stream": work.stream, "at_stream": at, "position": reached})
        return True

    def receivers(self) -> Sequence[Receiver]:
        """Those that are owed something now, and may be told."""
        now_us = to_us(self._runner.clock_now())
        asked = {"s": self._runner.stream, "now": now_us, "put_back": now_us + DAY_US}
        with self._runner.reading() as connection:
            rows = connection.execute(_OWED, asked).all()
        return [
            Receiver(webhook_id=r.webhook_id, name=r.name, url=r.url, secret=self._secret(r.webhook_id))
            for r in rows
            if not now_us < r.rest_until_us <= now_us + DAY_US  # farther away it is a clock that was put back
        ]

    def next_for(self, webhook_id: str) -> Delivery | None:
        """What is due first."""
        now_us = to_us(self._runner.clock_now())
        asked = {"s": self._runner.stream, "w": webhook_id, "now": now_us, "put_back": now_us + DAY_US}
        with self._runner.reading() as connection:
            row = connection.execute(_NEXT, asked).first()
        if row is None:
            return None
        return Delivery(event_id=row.event_id, body=row.body.encode(), tries=row.tries, since_us=row.since_us)

    def taken(self, webhook_id: str, event_id: str) -> None:
        """The receiver has it."""
        with self._runner.writing() as work:
            this = {"s": work.stream, "w": webhook_id}
            work.connection.execute(sa.delete(webhook_due).where(*_EVENT), {**this, "e": event_id})
            calm = sa.update(webhook).where(_MINE, _THIS).values(failures=0, rest_until_us=0)
            work.connection.execute(calm, this)

    def failed(
        self, receiver: Receiver, delivery: Delivery, trouble: str, *, whole: bool, dead_after_days: float
    ) -> None:
        """Not taken. `whole`: the receiver is in trouble, so nothing else is tried before it had a rest either."""
        with self._runner.writing() as work:
            this = {"s": work.stream, "w": receiver.webhook_id}
            now_us, tries = to_us(work.now), delivery.tries + 1
            # Both many tries and many days: a clock that jumps gives up nothing.
            is_dead = tries >= FOR_GOOD_TRIES and now_us - delivery.since_us > dead_after_days * DAY_US
            row = {
                "tries": tries,
                "next_us": later_us(now_us, tries),
                "trouble": trouble,
                "dead": int(is_dead),
            }
            of_event = sa.update(webhook_due).where(*_EVENT).values(row)
            work.connection.execute(of_event, {**this, "e": delivery.event_id})
            if whole:
                rest = {"failures": webhook.c.failures + 1, "rest_until_us": later_us(now_us, tries)}
                work.connection.execute(sa.update(webhook).where(_MINE, _THIS).values(rest), this)
            if is_dead:
                occasion = f"{receiver.webhook_id}/{hall_date(work.now)}"
                raise_notice(work, "notice.webhook_dead", occasion, work.now, name=receiver.name)

    # What it is made of.

    def _begin_here(self, connection: sa.Connection) -> None:
        """Nobody was told anything meanwhile: what happened before now is nobody's news."""
        heads = connection.execute(_HEADS).all()
        rows = [{"stream": self._runner.stream, "at_stream": at, "position": p} for at, p in heads]
        if rows:
            connection.execute(_MOVE, rows)

    def _message(self, connection: sa.Connection, at: str, row: Any) -> str | None:
        happened = told_by(row.type, row.v, row.body)  # a damaged one is told to nobody, and holds up nothing
        if isinstance(happened, UnknownEvent) or not row.aggregate.startswith(_CASE):
            return None
        message = Message(
            id=str(row.id),
            kind=Kind(row.type),
            at=from_us(row.at_us),
            store=at,
            case_id=row.aggregate.removeprefix(_CASE),
            case_code=_case_code(connection, row.aggregate),
            facts=facts_of(happened),
        )
        return orjson.dumps(message).decode()

    def _secret(self, webhook_id: str) -> bytes:
        return secret_of(self._house.keys.search_secret(), webhook_id)

    def _row(self, webhook_id: str) -> WebhookRow | None:
        return next((row for row in self.listed() if row.webhook_id == webhook_id), None)


def _case_code(connection: sa.Connection, aggregate: str) -> str:
    """As it was registered; as the tables know it, where that cannot be read any more or is in an archive alone."""
    for row in connection.execute(_REGISTERED, {"a": aggregate}):
        registered = told_by(row.type, row.v, row.body)
        if isinstance(registered, CaseRegistered):
            return registered.case_code
    return connection.execute(_CODE, {"i": aggregate.removeprefix(_CASE)}).scalar() or ""


def _row(row: "sa.Row[Any]") -> WebhookRow:
    return WebhookRow(
        webhook_id=row.webhook_id,
        name=row.name,
        url=row.url,
        kinds=words_in(row.kinds, Kind),
        made_by=row.made_by,
        made_at=from_us(row.made_at_us),
        ended_at=from_us_or_none(row.ended_at_us),
        waiting=row.waiting or 0,
        dead=row.dead_count or 0,
        trouble=row.trouble or "",
    )
