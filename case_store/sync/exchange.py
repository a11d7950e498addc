"""Batches and answers by file, for a hall without a line: the same as over HTTP, once and in order.

A hall writes what is unconfirmed and how far it has been told; its centre takes each batch in a transaction of its own
and writes the verdicts and what concerns the hall; the hall settles what the answer names. Whatever was interrupted or
done twice is a `dup`; a file that never came is written again, because the outbox forgets only what an answer names.
"""

import base64
from dataclasses import asdict, dataclass
from pathlib import Path

import pydantic

from case_store.errors import StoreError
from case_store.keys import CENTRE, hall_reader
from case_store.store import Store
from case_store.sync import hall_outbox, pull_answer
from case_store.sync.batch import SignedBatch, pack
from case_store.sync.exchange_file import ANSWER, EVENTS, read_file, write_file
from case_store.sync.ingest import take_batch
from case_store.sync.opening import Opened, open_batch
from case_store.sync.pull_apply import read_cursor, read_pulled
from case_store.sync.push import EventVerdict, Pushed, Verdict
from cases.refusal import Refusal

BATCHES_MAX = 400  # of 256 KB at most, before compression; the rest is in the next file
PAGES_MAX = 400
_VERDICTS = pydantic.TypeAdapter(tuple[EventVerdict, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """What was written or taken: events, those of them kept apart, and events told downwards."""

    events: int
    apart: int = 0
    told: int = 0


def write_events(store: Store, path: Path) -> Exchanged:
    """What this hall has not had confirmed, for its centre. Raises StoreError `sync.file_…`."""
    config, keys = store.config, store.keys
    if config.role != "hall":
        raise StoreError("sync.file_from_hall")
    with store.log.reading() as connection:
        batches = list(hall_outbox.every_batch(connection, config.name, config.node, BATCHES_MAX))
        cursor = read_cursor(connection, config.name)
    signed = [pack(batch, keys.name, keys.signing) for batch in batches]
    content = {
        "batches": [{"content": _text(one.content), "signature": one.signature} for one in signed],
        "position": cursor.position,
        "mark": cursor.mark,
    }
    write_file(path, keys, CENTRE, EVENTS, content)
    return Exchanged(events=sum(len(batch.items) for batch in batches))


def take_events(store: Store, path: Path, answer: Path) -> Exchanged:
    """At the centre: a hall's file in, the answer for it out. Raises StoreError `sync.file_…`, `sync.file_refused`."""
    came = read_file(path, store.keys)
    if came.kind != EVENTS or store.config.role != "centre":
        raise StoreError("sync.file_for_another", to=came.kind)
    if answer.exists():
        raise StoreError("sync.file_exists", path=str(answer))
    hall = came.sender.removeprefix(hall_reader(""))
    verdicts: list[EventVerdict] = []
    wanted: dict[str, int] | None = None
    for one in came.content["batches"]:
        signed = SignedBatch(base64.b64decode(one["content"]), came.sender, str(one["signature"]))
        pushed = _take(store, open_batch(signed, store.keys.signers))
        if isinstance(pushed, Refusal) and pushed.code == "sync.gap":
            wanted = {name: int(value) for name, value in pushed.facts.items()}
            break
        if isinstance(pushed, Refusal):
            raise StoreError("sync.file_refused", reason=pushed.code)
        verdicts += pushed.verdicts
    pages, told = _pages(store, hall, int(came.content["position"]), str(came.content["mark"]))
    content = {"verdicts": [asdict(verdict) for verdict in verdicts], "wanted": wanted, "pages": pages}
    write_file(answer, store.keys, came.sender, ANSWER, content)
    apart = sum(verdict.verdict is Verdict.QUARANTINED for verdict in verdicts)
    return Exchanged(events=len(verdicts), apart=apart, told=told)


def take_answer(store: Store, path: Path) -> Exchanged:
    """At a hall: what its centre answered. Raises StoreError `sync.file_…`."""
    came = read_file(path, store.keys)
    if came.kind != ANSWER or came.sender != CENTRE:
        raise StoreError("sync.file_for_another", to=came.kind)
    config, log = store.config, store.log
    verdicts = _VERDICTS.validate_python(came.content["verdicts"])
    apart = [(v.id, v.reason) for v in verdicts if v.verdict is Verdict.QUARANTINED]
    with log.transaction():
        forget = [v.id for v in verdicts if v.verdict is not Verdict.QUARANTINED]
        hall_outbox.settle(log.connection, config.name, forget, apart)
        if (wanted := came.content["wanted"]) is not None:
            epoch = int(wanted.get("epoch") or log.head.epoch)
            seq = int(wanted["wanted_seq"])
            hall_outbox.rewind(log.connection, config.name, config.node, epoch, seq)
    for reason in sorted({reason for _id, reason in apart}):
        store.hall.report_quarantined(sum(why == reason for _id, why in apart), reason)
    told = 0
    for page in came.content["pages"]:
        pulled = read_pulled(base64.b64decode(page))
        if pulled.after in (0, store.hall.downlink.cursor().position):  # else it was taken before
            store.hall.downlink.take(pulled)
            told += len(pulled.items)
    return Exchanged(events=len(verdicts), apart=len(apart), told=told)


def _take(store: Store, batch: Opened | Refusal) -> Pushed | Refusal:
    if isinstance(batch, Refusal):
        return batch
    with store.log.transaction():
        push_on = store.config.upstream is not None
        return take_batch(store.log.connection, batch, store.clock.now(), push_on=push_on)


def _pages(store: Store, hall: str, position: int, mark: str) -> tuple[list[str], int]:
    """What concerns the hall behind its cursor, as it would pull it."""
    pages: list[str] = []
    told = 0
    for _ in range(PAGES_MAX):
        with store.log.transaction():
            page = pull_answer.answer(store.log.connection, store.keys, hall, position=position, mark=mark)
        pulled = read_pulled(page)
        if not pulled.items and pulled.position == position:
            break
        pages.append(_text(page))
        told += len(pulled.items)
        position, mark = pulled.position, pulled.mark
        if not pulled.more:
            break
    return pages, told


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
