"""One hall on fresh files, its clock in the test's hand, spoken to through its own doors; no network."""

import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import orjson
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from case_store.clock import OffsetClock
from case_store.config import StoreConfig
from case_store.hall.house import AtDesk, OnDuty
from case_store.keys import Keys, make_keys, read_keys
from case_store.log.schema import PROJECTIONS
from case_store.log.verify import verify
from case_store.policy_files import load_policy
from case_store.seal import CaseKey, new_case_key, seal, wrap
from case_store.store import Store
from case_store.tokens import COUNTER, DISPATCH, KIOSK, WALL, write_tokens
from case_store.views.counter import counter_sections
from case_store.views.due_rows import DueList
from cases.codec import Event, UnknownEvent, decode
from cases.hall_time import HALL_ZONE, hall_date
from cases.matter.case_code import CaseCode
from cases.matter.citizen_code import code_hash
from cases.matter.matter import OpenMatter, PrivateMatter, SealedMatter
from cases.queue.submission import Submission, SubmittedCase, SubmittedDraft
from cases.refusal import Refusal
from cases.views import CounterView, MatterView, NoticeRow, StaffView, TicketAnswer, WaitingRow
from tests.case_store.on_postgres import database_of

ASSETS = Path(__file__).parents[2] / "assets"
STREAM = "150502000"
NODE = f"hall:{STREAM}"
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=HALL_ZONE)
PIN = "246810"
POLICY = load_policy(ASSETS)
PRIVATE = PrivateMatter(
    other_side="楼上住户",
    story="夜里吵得睡不着",
    contact_name="李某甲",
    contact_phone="13000000001",
    lookup_code="004711",
)
OPEN = OpenMatter(category="neighbour", town="150502003", party_count=2)

T = TypeVar("T")


def granted(answer: T | Refusal) -> T:
    """The answer, where the test is not about a refusal."""
    assert not isinstance(answer, Refusal), answer
    return answer


def refused(answer: object) -> str:
    """The code of a refusal."""
    assert isinstance(answer, Refusal), answer
    return answer.code


def on_duty(at_desk: AtDesk, role: str = "reception") -> OnDuty:
    """The session of somebody at a desk."""
    return OnDuty(staff_id=at_desk.staff_id, role=role, counter_no=at_desk.counter_no)


class OneHall:
    """A hall, and what people do in it."""

    reserve_mib = 1  # the tests' files are in memory, where room is not had for nothing

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = make_keys(folder / "keys", STREAM, ["k1", "k2"])
        roles = (KIOSK, COUNTER, WALL, DISPATCH)
        write_tokens(folder / "tokens.json", {role: f"token-of-{role}" for role in roles})
        self.clock = OffsetClock(folder / "clock")
        self.clock.move_to(MONDAY)
        self._serial = 1000
        self.store = self.opened()
        for number in range(1, 6):
            self.store.add_staff(
                StaffView(staff_id=f"s{number}", name=f"包某{number}", role="reception"), PIN
            )

    @property
    def config(self) -> StoreConfig:
        """As a file would say it; hashing is cheap, because a test is no attacker."""
        return StoreConfig.model_validate(
            {
                "role": "hall",
                "name": STREAM,
                "database": self.folder / "hall.db",
                "database_url": database_of(self.folder),
                "key_file": self.keys[NODE],
                "tokens_file": self.folder / "tokens.json",
                "assets_dir": ASSETS,
                "clock_file": self.folder / "clock",
                "demo": True,
                "pin_time_cost": 1,
                "pin_memory_kib": 8,
                "reserve_mib": self.reserve_mib,
                "kiosk_names": {"k1": "1号自助机"},
            }
        )

    def opened(self) -> Store:
        """The store, opened."""
        return Store(self.config)

    def reopen(self) -> None:
        """Stop the service and start it again."""
        self.store.close()
        self.store = self.opened()

    def keys_of(self, name: str) -> Keys:
        """A machine's keys."""
        return read_keys(self.keys[name])

    # Kiosk.

    def submission(
        self,
        *,
        queue: str = "A",
        kiosk_id: str = "k1",
        confirmed: bool = True,
        draft: bool = False,
        at: datetime | None = None,
        place_at: datetime | None = None,
        case_code: str | None = None,
        **more: Any,
    ) -> Submission:
        """A submission as a kiosk sends it: sealed for hall and centre."""
        now = at or self.clock.now()
        visit_id = str(uuid_v7.uuid7())
        key = new_case_key(str(uuid_v7.uuid7()))
        matter = self.sealed(key)
        case = SubmittedCase(
            case_id=key.case_id,
            case_code=self.next_code(hall_date(now)) if case_code is None else case_code,
            receipt_code_hash=code_hash(os.urandom(8).hex().upper()),
            matter=matter,
        )
        values: dict[str, Any] = {
            "command_id": UUID(visit_id),
            "visit_id": visit_id,
            "kiosk_id": kiosk_id,
            "queue": queue,
            "business_date": hall_date(now),
            "place_at": place_at or now - timedelta(minutes=2),
            "confirmed_at": now,
            "ticket_code_hash": code_hash(os.urandom(8).hex().upper()),
            "case": case if confirmed else None,
            "draft": SubmittedDraft(draft_id=key.case_id, matter=matter) if draft else None,
        }
        return Submission(**{**values, **more})

    def sealed(self, key: CaseKey, private: PrivateMatter = PRIVATE) -> SealedMatter:
        """What a citizen told, sealed."""
        readers = self.keys_of("kiosk:k1").readers
        return SealedMatter(open=OPEN, sealed=seal(key, private), keys=wrap(key, readers))

    def next_code(self, day: date) -> str:
        """A case code as a kiosk writes it from its lease."""
        self._serial += 1
        return CaseCode(POLICY.hall.centre_code, day, self._serial).text

    def take(self, **more: Any) -> TicketAnswer:
        """A citizen takes a ticket."""
        return granted(self.store.hall.submit(self.submission(**more)))

    # Counter.

    def desk(self, number: int) -> AtDesk:
        """Somebody signed in at a counter."""
        at_desk = AtDesk(staff_id=f"s{number}", counter_no=number)
        granted(self.store.hall.sign_in(on_duty(at_desk)))
        return at_desk

    def call(self, desk: AtDesk) -> WaitingRow:
        """呼叫下一位."""
        return granted(self.store.hall.call_next(uuid_v7.uuid7(), desk))

    def serve(self, desk: AtDesk) -> WaitingRow:
        """Call the next one, and they come."""
        return granted(self.store.hall.start(uuid_v7.uuid7(), desk, self.call(desk).visit_id))

    def end(self, desk: AtDesk, row: WaitingRow) -> WaitingRow:
        """结束接待."""
        return granted(self.store.hall.end(uuid_v7.uuid7(), desk, row.visit_id))

    def open_matter(self, desk: AtDesk, row: WaitingRow) -> MatterView:
        """Read what the citizen told."""
        return granted(self.store.hall.open_matter(desk, row.visit_id))

    # Looking.

    def wait(self, **how: Any) -> None:
        """Time goes on."""
        self.clock.move_by(timedelta(**how))

    def counter_view(self) -> CounterView:
        """What every counter sees."""
        now, sections = self.store.hall.look(counter_sections(DueList(), lambda: None))
        return CounterView(hall_time=now, **sections)

    def notices(self) -> list[NoticeRow]:
        """What staff are told, the oldest first."""
        return sorted(self.counter_view().notices, key=lambda notice: notice.at)

    def notice_codes(self) -> list[str]:
        """The codes of open notices."""
        return sorted(notice.code for notice in self.notices())

    def events(self) -> list[Event | UnknownEvent]:
        """Everything that ever happened, in order."""
        rows = self.rows("SELECT type, v, body FROM event ORDER BY stream, position")
        return [decode(type_, v, orjson.loads(body)) for type_, v, body in rows]

    def rows(self, sql: str, **values: object) -> Sequence[Any]:
        """A look into the file, through the store's own connection."""
        with self.store.log.reading() as connection:
            return connection.execute(sa.text(sql), values).all()

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every projection, to compare."""
        with self.store.log.reading() as connection:
            return {
                table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
                for table in PROJECTIONS
            }

    def faults(self) -> list[str]:
        """What is wrong with the log."""
        with self.store.log.reading() as connection:
            return [fault.what for fault in verify(connection)]
