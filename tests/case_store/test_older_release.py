"""A hall and a centre as a release of long ago left them, opened by this one: all is there, work goes on, both sync.

`older_release/` is what commit 2627acf8 wrote with its own code (migration 0002; cases had no course yet), as SQL, with
keys that were made for it. `python -m tests.faults upgrade` makes such stores anew, of three releases, as processes.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from case_store import cipher_file
from case_store.clock import OffsetClock
from case_store.config import StoreConfig
from case_store.keys import CENTRE
from case_store.log.projections import rebuild
from case_store.sync import hall_outbox
from case_store.sync.batch import pack
from case_store.sync.ingest import ingest
from case_store.sync.push import Verdict
from cases.refusal import Refusal
from tests.case_store.one_hall import MONDAY, NODE, OPEN, PRIVATE, STREAM, OneHall

LEFT = Path(__file__).with_name("older_release")
CASES = 8


class Left(OneHall):
    """A store that lies there, opened by this release."""

    def __init__(self, folder: Path, node: str) -> None:
        self.folder, self.node, self._serial = folder, node, 3000
        self.keys = {
            name: folder / f"{name.replace(':', '-')}.keys.json" for name in (NODE, CENTRE, "kiosk:k1")
        }
        self.clock = OffsetClock(folder / "clock")
        self.clock.move_to(MONDAY + timedelta(hours=1))
        with closing(
            cipher_file.connect(self.config.database, self.keys_of(node).database_key)
        ) as connection:
            connection.executescript((LEFT / f"{self.config.role}.sql").read_text("utf-8"))
        self.store = self.opened()

    @property
    def config(self) -> StoreConfig:
        """As OneHall's, for either of both. Nothing listens upstream."""
        hall = super().config.model_dump() | {"database_url": None}
        if self.node == NODE:
            return StoreConfig.model_validate({**hall, "upstream": {"url": "http://127.0.0.1:9"}})
        of = {"role": "centre", "name": CENTRE, "database": self.folder / "centre.db"}
        return StoreConfig.model_validate({**hall, **of, "key_file": self.keys[CENTRE]})

    def chain(self) -> list[tuple[int, str]]:
        """What it has of the hall's own story."""
        return [
            tuple(row)
            for row in self.rows("SELECT seq, hash FROM event WHERE node = :n ORDER BY seq", n=NODE)
        ]


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Left, Left]]:
    for file in LEFT.glob("*.json"):
        shutil.copy(file, tmp_path)
        (tmp_path / file.name).chmod(0o600)
    opened = Left(tmp_path, NODE), Left(tmp_path, CENTRE)
    yield opened
    for one in opened:
        one.store.close()


def waiting(hall: Left) -> int:
    with hall.store.log.reading() as connection:
        return hall_outbox.backlog(connection, STREAM)


def push(hall: Left, centre: Left) -> None:
    """Everything that waits, batch by batch; what is answered is forgotten."""
    while waiting(hall):
        with hall.store.log.reading() as connection:
            batch = hall_outbox.next_batch(connection, STREAM, NODE, 20)
        signed = pack(batch, NODE, hall.keys_of(NODE).signing)
        with centre.store.log.connection.begin():
            known = centre.keys_of(CENTRE).signers
            told = ingest(centre.store.log.connection, signed, known, hall.clock.now())
        assert not isinstance(told, Refusal), told
        assert {one.verdict for one in told} == {Verdict.OK}
        with hall.store.log.connection.begin():
            hall_outbox.settle(hall.store.log.connection, STREAM, [one.id for one in told], ())


def test_what_an_older_release_left_opens_is_whole_goes_on_and_syncs(both: tuple[Left, Left]) -> None:
    hall, centre = both
    assert hall.faults() == centre.faults() == []
    assert [len(one.rows("SELECT case_id FROM case_")) for one in both] == [CASES, CASES // 2]
    assert waiting(hall) > CASES  # what happened since the centre last heard of it

    desk = hall.desk(1)
    taken = hall.take()
    row = hall.serve(desk)  # somebody who has waited since
    told = hall.open_matter(desk, row)
    assert (told.open, told.private) == (OPEN, PRIVATE)
    hall.end(desk, row)
    assert taken.ticket_no not in [
        number
        for number, visit in hall.rows("SELECT ticket_no, visit_id FROM visit")
        if visit != taken.visit_id
    ]

    push(hall, centre)
    assert centre.chain() == hall.chain()
    assert centre.rows("SELECT id FROM quarantine") == []
    assert len(centre.rows("SELECT case_id FROM case_")) == CASES + 1
    for one in both:
        assert one.faults() == []
        as_live = one.tables()
        with one.store.log.connection.begin():
            rebuild(one.store.log.connection)
        assert one.tables() == as_live
