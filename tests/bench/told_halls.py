"""Batches as halls push them, by the thousand: a morning that one hall really had, told by other halls of other days.

One hall's doors make the events, so each has the shape and seals of life; every further day has ids, dates, numbers
and hashes of its own, in an unbroken chain. What is measured with them is ingest, not how events come about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.config import StoreConfig, UpstreamConfig
from case_store.keys import hall_reader
from case_store.log.wire import event_hash, from_wire
from case_store.sync import hall_outbox
from case_store.sync.batch import BYTES_MAX, EVENTS_MAX, Batch, SignedBatch, pack
from cases.matter.case_code import CaseCode
from tests.bench.many_matters import closed_model, handled_case
from tests.case_store.one_hall import MONDAY, NODE, STREAM, OneHall

CITIZENS = 40
_UUID = re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})")
_CODE_HASH = re.compile(rb'(_code_hash":")[0-9a-f]{8}')
_CASE_CODE = re.compile(rb'("case_code":")ZZ(\d{9})\d{6}(\d{4})\d\d"')
_DAY = MONDAY.date()


class _HallWithCentre(OneHall):
    """Its events wait to be pushed."""

    @property
    def config(self) -> StoreConfig:
        return super().config.model_copy(update={"upstream": UpstreamConfig(url="http://127.0.0.1:1")})


def morning() -> list[bytes]:
    """{"event", "keys"} as JSON: 40 citizens are served, ten matters go to their end, ten to a unit."""
    return [raw for part in parts() for raw in part]


def parts() -> list[list[bytes]]:
    """The same: what comes before the first citizen, then each of them with what their matter led to."""
    with TemporaryDirectory(prefix="bench-morning-") as folder:
        hall = _HallWithCentre(Path(folder))
        try:
            desk = hall.desk(1)
            told = [list(_told(hall))]
            for number in range(CITIZENS):
                hall.take()
                hall.wait(seconds=20)
                row = hall.serve(desk)
                hall.open_matter(desk, row)
                hall.end(desk, row)
                if number % 4 == 0:
                    closed_model(hall.store)
                elif number % 4 == 1:
                    handled_case(hall.store, records=2)
                told.append(list(_told(hall)))
            return told
        finally:
            hall.store.close()


def _told(hall: OneHall) -> Iterator[bytes]:
    with hall.store.log.transaction():
        connection = hall.store.log.connection
        while items := hall_outbox.next_batch(connection, STREAM, NODE, EVENTS_MAX).items:
            yield from (orjson.dumps(item) for item in items)
            hall_outbox.settle(connection, STREAM, [item["event"]["id"] for item in items], ())


@dataclass
class TellingHall:
    """A hall that had the same morning on other days. `number` makes its ids its own."""

    stream: str
    key: Ed25519PrivateKey
    number: int
    morning: Sequence[bytes]
    days: int = 0
    seq: int = 0
    prev: str = ""

    def batches(self) -> Iterator[SignedBatch]:
        """What it pushes, without end."""
        node, items, size = hall_reader(self.stream), list[Any](), 0
        for item in self.items():
            length = len(orjson.dumps(item))
            if items and (len(items) == EVENTS_MAX or size + length > BYTES_MAX):
                first = items[0]["event"]["seq"]
                batch = Batch(stream=self.stream, node=node, epoch=1, first_seq=first, items=items)
                yield pack(batch, node, self.key)
                items, size = [], 0
            items.append(item)
            size += length

    def items(self) -> Iterator[dict[str, Any]]:
        """One event after the other, chained."""
        while True:
            self.days += 1
            for raw in self.morning:
                yield self.tell(raw)

    def tell(self, raw: bytes) -> dict[str, Any]:
        """One event of the morning, as this hall's next."""
        mark = b"%04x%04x" % (self.number, self.days)
        day = date.fromordinal(_DAY.toordinal() - self.days)
        told = _CODE_HASH.sub(rb"\g<1>" + mark, _UUID.sub(mark + rb"\1", raw))
        told = told.replace(STREAM.encode(), self.stream.encode())
        told = told.replace(_DAY.isoformat().encode(), day.isoformat().encode())
        told = _CASE_CODE.sub(lambda found: _code(found, day), told)
        item: dict[str, Any] = orjson.loads(told)
        self.seq += 1
        item["event"] |= {"seq": self.seq, "prev": self.prev}
        self.prev = event_hash(from_wire(item["event"]))
        return item


def _code(found: re.Match[bytes], day: date) -> bytes:
    """The same number of another hall and day, with its check digits."""
    return found[1] + CaseCode(found[2].decode(), day, int(found[3])).text.encode() + b'"'
