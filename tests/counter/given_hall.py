"""A hall that answers what the test gives it: for what a counter shows, whatever a real hall may come to say."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event
from uuid import UUID

from shiboken6 import Shiboken

from case_store.client.connection import Unreachable
from case_store.client.hall import HallClient
from case_store.client.live import FeedState
from case_store.clock import Steady
from cases.hall_time import HALL_ZONE
from cases.matter.case_code import CaseCode
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.views import (
    CounterView,
    DueRow,
    HelpRow,
    LightsView,
    MatterView,
    NoticeRow,
    StaffView,
    UpstreamView,
    WaitingRow,
)
from counter.counter import CounterViewModel
from counter.desk import Desk
from counter.knows import Rules
from counter.papers import DeskPapers, PrinterConfig
from counter.services import CounterServices
from screenkit.bridge import Bridge
from tests.real_hall import PEOPLE, WAGES, WORDS

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=HALL_ZONE)
MINUTE = timedelta(minutes=1)
ME = 3


class OwnClock:
    """A clock that the test owns."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at

    def steady(self) -> Steady:
        return Steady(boot="test", us=int(self.at.timestamp() * 1_000_000))


def code(month: int, day: int, serial: int) -> str:
    return CaseCode("150502000", datetime(2026, month, day, tzinfo=HALL_ZONE).date(), serial).text


def row(ticket_no: str, category: str | None, waited: int, people: int | None = None) -> WaitingRow:
    return WaitingRow(
        visit_id=f"visit-{ticket_no}",
        ticket_no=ticket_no,
        queue=ticket_no[0],
        visit_state="waiting",
        category=category,
        party_count=people,
        place_at=NOW - waited * MINUTE,
        leased=False,
        has_matter=category is not None,
    )


def at_desk(state: str, calls_count: int = 1) -> WaitingRow:
    return replace(
        row("A017", "labour_wages", 31, 37),
        visit_state=state,
        counter_no=ME,
        calls_count=calls_count,
        called_at=NOW - 7 * MINUTE,
        started_at=NOW - 6 * MINUTE if state == "serving" else None,
        case_id="case-17",
    )


def absent(ticket_no: str, minutes_ago: int) -> WaitingRow:
    return replace(row(ticket_no, "debt", 50), visit_state="no_show", called_at=NOW - minutes_ago * MINUTE)


def due(case_code: str, category: str, light: str, left: tuple[str, int], clock: str = "accept") -> DueRow:
    unit, amount = left
    return DueRow(
        case_id=case_code,
        case_code=case_code,
        category=category,
        case_state="registered",
        clock=clock,
        due_at=NOW,
        light=light,
        left_unit=unit,
        left=amount,
        past=light == "red",
    )


def help_row(number: int, seconds: int) -> HelpRow:
    return HelpRow(
        help_id=f"help-{number}",
        kiosk_id=f"kiosk-{number}",
        kiosk_name=f"{number}号自助机",
        called_at=NOW - timedelta(seconds=seconds),
    )


WAITING = (
    row("Z003", "neighbour", 9),
    row("A018", "labour_wages", 23, 12),
    row("A019", "land_pasture", 19, 2),
    row("B007", None, 14),
    replace(row("A901", "consumer", 8), leased=True),
    replace(row("A021", "labour_wages", 3, 37), leased=True),
)
DUE = (
    due(code(11, 16, 12), "land_pasture", "red", ("working_days", 2)),
    due(code(11, 13, 31), "property_housing", "red", ("working_days", 1), "accept_petition_outer"),
    due(code(11, 18, 44), "labour_wages", "yellow", ("working_days", 0)),
    due(code(11, 20, 50), "neighbour", "yellow", ("opening_minutes", 200), "grade"),
    due(code(11, 23, 58), "family_marriage", "green", ("working_days", 5)),
    due(code(11, 3, 8), "debt", "grey", ("working_days", 5)),
)
NOTICES = tuple(
    NoticeRow(
        notice_id=f"notice-{number}",
        code="printer.out_of_paper",
        facts=(("kiosk", "1号自助机"), ("ticket_no", "A023"), ("paper", "小票")),
        at=NOW - number * MINUTE,
    )
    for number in range(2)
)
USUAL = CounterView(
    hall_time=NOW,
    waiting=WAITING,
    not_present=(absent("A009", 11), absent("A013", 4)),
    due=DUE,
    notices=NOTICES,
    lights=LightsView(normal=30, soon=8, overdue=3, stopped=1, as_of=NOW),
    upstream=UpstreamView(connected=True, backlog=0, last_ok=NOW),
)
EMPTY = CounterView(
    hall_time=NOW,
    lights=LightsView(normal=0, soon=0, overdue=0, stopped=0, as_of=NOW),
    upstream=UpstreamView(connected=False, backlog=3, last_ok=None),
)
BUSY = replace(
    USUAL,
    waiting=tuple(row(f"A{20 + n:03}", WAITING[n % 3].category, 66 - n, n * 7 % 40) for n in range(60)),
    not_present=tuple(absent(f"A{n:03}", n) for n in range(6)),
    due=tuple(replace(DUE[n % 6], case_id=f"case-{n}") for n in range(42)),
    notices=tuple(replace(NOTICES[0], notice_id=f"notice-{n}") for n in range(7)),
    help=(help_row(1, 42), help_row(2, 12)),
)
CASE = MatterView(
    case_id="case-17",
    case_code=code(11, 23, 17),
    case_state="registered",
    draft_id=None,
    open=WAGES,
    private=replace(WORDS, lookup_code="482916"),
    private_readable=True,
    registered_at=NOW - 31 * MINUTE,
    answer_by=datetime(2026, 11, 26, tzinfo=HALL_ZONE).date(),
)
DRAFT = replace(
    CASE, case_id=None, case_code=None, case_state=None, draft_id="d", registered_at=None, answer_by=None
)
NOTHING = replace(DRAFT, draft_id=None, open=OpenMatter(), private=PrivateMatter())


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its verb, and what came with it, the command id last."""

    verb: str
    told: tuple[object, ...]


class GivenHall(HallClient):
    """Says what it is given; `asked` is what it was asked, `is_there` whether anybody answers."""

    def __init__(self) -> None:
        super().__init__("http://127.0.0.1:9", "token")
        self.matter: MatterView | Refusal = CASE
        self.answer: WaitingRow | Refusal = Refusal("queue.empty", {"counter_no": ME})
        self.is_there = True
        self.me = PEOPLE[0]  # who signs in
        self.asked: list[Asked] = []
        self.may_open = Event()  # cleared: the matter is long in coming
        self.may_open.set()

    def times(self, verb: str) -> int:
        """How often it was asked this."""
        return sum(question.verb == verb for question in self.asked)

    def _hear(self, verb: str, *told: object) -> None:
        self.asked.append(Asked(verb, told))
        if not self.is_there:
            raise Unreachable("test")

    async def staff(self) -> tuple[StaffView, ...] | Refusal:
        self._hear("staff")
        return PEOPLE

    async def sign_in(self, staff_id: str, pin: str, counter_no: int | None) -> StaffView | Refusal:
        self._hear("sign_in", staff_id, pin, counter_no)
        return self.me

    async def sign_out(self) -> Refusal | None:
        self._hear("sign_out")
        return None

    async def call_next(self, counter_no: int, command_id: UUID | None = None) -> WaitingRow | Refusal:
        self._hear("call_next", counter_no, command_id)
        return self.answer

    async def recall(self, visit_id: str, command_id: UUID | None = None) -> WaitingRow | Refusal:
        self._hear("recall", visit_id, command_id)
        return self.answer

    async def open_matter(self, visit_id: str) -> MatterView | Refusal:
        self.may_open.wait(2)
        self._hear("open_matter", visit_id)
        return self.matter

    async def correct(
        self, case_id: str, open_part: OpenMatter, private: PrivateMatter, command_id: UUID | None = None
    ) -> MatterView | Refusal:
        self._hear("correct", case_id, open_part, private, command_id)
        return replace(CASE, open=open_part, private=private)


class GivenDesk:
    """A desk with its view-model at a given hall."""

    def __init__(self, rules: Rules) -> None:
        self.hall, self.bridge, self.clock = GivenHall(), Bridge(), OwnClock()
        self.desk = Desk(rules, self.hall, self.bridge, self.clock)
        services = CounterServices(rules, self.hall, self.bridge, self.clock, rules.in_force, self.desk)
        self.view_model = CounterViewModel(services, DeskPapers(PrinterConfig(), self.bridge))

    def hear(self, view: CounterView) -> None:
        self.desk.on_state(FeedState(connected=True, last_heard_at=self.clock.at))
        self.desk.on_view(view)

    def lose(self, minutes_ago: int) -> None:
        heard_at = self.clock.at - minutes_ago * MINUTE
        self.desk.on_state(FeedState(connected=False, last_heard_at=heard_at))

    def close(self) -> None:
        self.bridge.close()
        for gone in (self.view_model, self.desk, self.bridge):
            Shiboken.delete(gone)
