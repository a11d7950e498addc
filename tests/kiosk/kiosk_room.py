"""A kiosk on real QML with a door that the test holds: for what happens on the screen, not behind it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from case_store.policy_files import load_policy, load_texts
from cases.citizen_views import AppointmentFound, DutyDesk, Evaluable
from cases.matter.intake import Intake, Intent, Taken
from cases.queue.visit_events import PaperState
from cases.refusal import Refusal
from cases.views import HelpAnswerView, KioskView, ProgressView, QueueView
from cases.views_scans import ReceiptFound
from devices.config import DevicesConfig
from devices.handwriting.reader import HandwritingReader, open_reader
from kiosk.app import KioskScreen, open_screen
from kiosk.door import PapersOut
from kiosk.hall_clock import HallClock
from kiosk.parts import KioskParts
from screenkit import grab
from screenkit.bridge import Bridge
from screenkit.policy_in_force import fixed_policy
from screenkit.window import make_app

ASSETS = Path(__file__).parents[2] / "assets"
BOTH_PRINTED = PapersOut(ticket=PaperState.PRINTED, receipt=PaperState.PRINTED)
WRONG_CODE = Refusal("case_code.wrong")
A017 = Evaluable(subject="visit", subject_id="v17", name="A017")
SETTLE_MS = 1  # a new page takes touches at once: tests do not have shaky hands
MORNING = datetime.fromisoformat("2026-11-23T09:42:00+08:00")

APPOINTMENT = AppointmentFound(appointment_id="p1", counter_no=5, at=MORNING.replace(hour=10, minute=0))
DESKS = (
    DutyDesk(counter_no=1, name="综合受理窗口", open=True, staff_name="斯琴"),
    DutyDesk(counter_no=2, name="综合受理窗口"),
    DutyDesk(counter_no=4, name="咨询窗口", open=True, staff_name="包某甲"),
    DutyDesk(counter_no=5, name="调解预约窗口", open=True, staff_name="王某乙"),
)


class HandClock:
    """Stands until the test moves it; for people and for waiting."""

    def __init__(self) -> None:
        self.at = MORNING

    def now(self) -> datetime:
        """The instant in hall time."""
        return self.at

    def monotonic(self) -> float:
        """Seconds."""
        return (self.at - MORNING).total_seconds()

    def go_on(self, seconds: float) -> None:
        """Time passes."""
        self.at += timedelta(seconds=seconds)


def _set() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


@dataclass(slots=True)
class HeldDoor:
    """Answers as the test says; remembers what was handed in."""

    taken: list[Intake] = field(default_factory=list)
    drafts: list[bool] = field(default_factory=list)
    denied: list[Taken] = field(default_factory=list)
    helped: list[str] = field(default_factory=list)
    dangers: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    ticket: str | None = "A017"
    refusal: Refusal | None = None
    leased: bool = False
    error: Exception | None = None
    left: list[Taken] = field(default_factory=list)
    out: PapersOut = BOTH_PRINTED
    after: PapersOut | None = None  # what comes after all
    help_answer: str | Refusal = "help-1"
    progress_answer: ProgressView | Refusal = WRONG_CODE
    business_date: date | None = None
    codes: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    evaluated: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    desks_answer: tuple[DutyDesk, ...] | Refusal = DESKS
    appointment_answer: AppointmentFound | Refusal = APPOINTMENT
    evaluable_answer: tuple[Evaluable, ...] | Refusal = (A017,)
    evaluate_answer: bool | Refusal = True
    receipt_answer: ReceiptFound | Refusal = WRONG_CODE
    may_answer: threading.Event = field(default_factory=_set)
    paper_is_out: threading.Event = field(default_factory=_set)

    async def take(self, intake: Intake) -> Taken:
        """A number."""
        self.taken.append(intake)
        await asyncio.to_thread(self.may_answer.wait, 5)
        if self.error is not None:
            raise self.error
        return self.make(intake)

    def make(self, intake: Intake) -> Taken:
        """What the house would say to this intake."""
        is_case = intake.confirmed and intake.intent is Intent.DISPUTE
        queue = "A" if intake.intent is Intent.DISPUTE else "B"
        queue = "Z" if intake.priority is not None else queue
        known = self.ticket is not None and not self.leased
        return Taken(
            visit_id="0192e4a0-0000-7000-8000-000000000001",
            queue=queue,
            ticket_no=self.ticket and queue + self.ticket[1:],
            leased=self.leased,
            people_ahead=6 if known else None,
            wait_low_min=10 if known else None,
            wait_high_min=18 if known else None,
            taken_at=MORNING,
            ticket_url="https://zz.pingan-hall.example/t/0123456789ABCDEF",
            case_code="ZZ150502000261123001724" if is_case else None,
            lookup_code="482916" if is_case else None,
            receipt_url="https://zz.pingan-hall.example/r/0123456789ABCDEF" if is_case else None,
            answer_by=date(2026, 11, 26) if is_case else None,
            refusal=self.refusal,
            business_date=self.business_date,
            priority=intake.priority is not None,
            for_counter=intake.for_counter,
            info_only=is_case and intake.open.contact_withheld,
        )

    async def progress(self, case_code: str, lookup_code: str, session_id: str) -> ProgressView | Refusal:
        """As the test says."""
        self.asked.append((case_code, lookup_code, session_id))
        return self.progress_answer

    async def desks(self) -> tuple[DutyDesk, ...] | Refusal:
        """As the test says."""
        return self.desks_answer

    async def find_appointment(self, code: str) -> AppointmentFound | Refusal:
        """As the test says."""
        self.codes.append(code)
        return self.appointment_answer

    async def evaluable_visits(self, number: int) -> tuple[Evaluable, ...] | Refusal:
        """As the test says."""
        self.numbers.append(number)
        return self.evaluable_answer

    async def evaluable_case(
        self, case_code: str, lookup_code: str, session_id: str
    ) -> tuple[Evaluable, ...] | Refusal:
        """As the test says."""
        self.asked.append((case_code, lookup_code, session_id))
        return self.evaluable_answer

    async def receipt(self, code: str) -> ReceiptFound | Refusal:
        """As the test says."""
        self.codes.append(code)
        return self.receipt_answer

    async def evaluate(
        self, subject: Evaluable, levels: tuple[tuple[str, int], ...], text: str = ""
    ) -> bool | Refusal:
        """As the test says."""
        self.evaluated.append((subject.name, dict(levels)))
        self.written.append(text)
        return self.evaluate_answer

    async def call_help(self, page: str, reason: str = "") -> str | Refusal:
        """As the test says."""
        self.helped.append(page)
        self.dangers.append(reason)
        return self.help_answer

    async def withdraw_help(self, help_id: str, reason: str) -> None:
        """Remembered."""
        self.withdrawn.append(f"{help_id} {reason}")

    async def expect(self) -> None:
        """Nothing to get ready."""

    async def print(self, taken: Taken, *, draft: bool) -> PapersOut:
        """As the test says."""
        await asyncio.to_thread(self.paper_is_out.wait, 5)
        self.drafts.append(draft)
        if taken.case_code is None:
            return PapersOut(ticket=self.out.ticket if taken.ticket_no else None, why=self.out.why)
        return self.out

    async def later(self, taken: Taken) -> PapersOut | None:  # noqa: ARG002 - whoever it is for
        """As the test says, once."""
        after, self.after = self.after, None
        return after

    async def leave(self, taken: Taken) -> None:
        """Remembered."""
        self.left.append(taken)

    async def deny(self, taken: Taken) -> None:
        """Remembered."""
        self.denied.append(taken)


def hall_view(
    *, waiting: int = 7, help_answers: tuple[HelpAnswerView, ...] = (), closed: bool = False
) -> KioskView:
    """What the hall says on a busy morning."""
    return KioskView(
        hall_time=MORNING,
        queues=(
            QueueView(
                letter="A", name="综合受理", waiting=waiting, wait_low_min=10, wait_high_min=18, closed=closed
            ),
            QueueView(letter="B", name="咨询", waiting=2, wait_low_min=4, wait_high_min=9, closed=closed),
        ),
        on_duty=("法院", "检察", "公安", "司法", "信访", "人社", "住建"),
        help_answers=help_answers,
    )


@dataclass(slots=True)
class KioskRoom:
    """The screen with what the test holds in its hand."""

    screen: KioskScreen
    door: HeldDoor
    clock: HandClock

    def next_citizen(self) -> None:
        """The one before has gone; door, clock and hall are as they were in the morning."""
        self.door.may_answer.set()
        self.door.paper_is_out.set()
        grab.wait_until(lambda: not self.screen.session.property("busy"), what="the last citizen's number")
        self.screen.session.leave()
        self.screen.hear(None)
        fresh = HeldDoor()
        for name in HeldDoor.__dataclass_fields__:
            setattr(self.door, name, getattr(fresh, name))
        self.clock.at = MORNING
        self.screen.window.theme.setProperty("settleMs", SETTLE_MS)
        self.screen.window.requestActivate()
        grab.wait_until(self.screen.window.isActive, what="the window to be active")

    def close(self) -> None:
        """Take it away."""
        self.screen.close()


def open_room(
    size: tuple[int, int] = (1080, 1920),
    *,
    mm_px: float = 0.0,
    tick_ms: int = 20,
    counter_no: int = 0,
    devices: DevicesConfig | None = None,
    opening: Callable[[], HandwritingReader | Refusal] = open_reader,
) -> KioskRoom:
    """A kiosk that ticks fast and takes touches at once; its clock stands until it is moved."""
    make_app(touch_keyboard=True, offscreen=True)
    clock, door, bridge = HandClock(), HeldDoor(), Bridge()
    parts = KioskParts(
        in_force=fixed_policy(load_policy(ASSETS)),
        texts=load_texts(ASSETS),
        machine_clock=clock,
        hall_clock=HallClock(clock),
        bridge=bridge,
        door=door,
        papers=door,
        citizens=door,
        monotonic=clock.monotonic,
        counter_no=counter_no,
    )
    screen = open_screen(parts, size=size, mm_px=mm_px, tick_ms=tick_ms, devices=devices, opening=opening)
    room = KioskRoom(screen, door, clock)
    # The keyboard arrives 300 ms after the first picture; a finger that is down just then is let go by Qt.
    grab.wait_until(lambda: bool(screen.window.rootObject().property("keyboardReady")), what="the keyboard")
    room.next_citizen()
    return room
