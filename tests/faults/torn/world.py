"""A hall in which something of almost every kind has happened twice: one row is torn, the other must still be shown."""

import base64
from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import uuid4

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from case_store.config import StoreConfig, UpstreamConfig
from case_store.hall.evaluating import Said, keep
from case_store.hall.house import OnDuty
from case_store.log import history
from case_store.log.event_log import Happened
from case_store.log.schema import quarantine, wish
from case_store.risk.warning_drafting import draft_warnings
from cases.alarm.alarm import AlarmAcknowledged
from cases.alarm.device_health import HealthReport
from cases.alarm.wall_notice import WallNoticeShown
from cases.casework.case_additions import AttachmentAdded
from cases.casework.case_events import HandedOver
from cases.casework.evaluation import Channel, Subject
from cases.casework.forgetting_events import CaseForgotten
from cases.codec import Event
from cases.deadlines.case_clock import ArmedClock, BudgetUnit
from cases.deadlines.clock_kinds import ClockKind
from cases.device.device import DeviceEnrolled, DeviceRole
from cases.log_events import EventReadmitted
from cases.people.two_person import ActRequested
from cases.policy.coordination import RecordKind
from cases.policy.guard import TwoPersonAct
from cases.policy.policy_revision import PolicyRevised
from cases.queue.appointment import AppointmentMade
from cases.queue.help_call import CallHelp
from cases.queue.wish import WishDecided
from cases.roles import Role
from cases.supervision.case_review import ReviewDrawn
from cases.supervision.coordination import OwedTask, RecordMade
from cases.supervision.document_number import DocumentNumber
from cases.supervision.field_inspection import AreaKind, Finding, InspectionMade, SlowReminderSent
from cases.supervision.supervision import RungDrafted, SupervisionRaised
from cases.supervision.whistle import WhistleCalled
from cases.systems.api_key import KeyWish, Scope
from cases.systems.webhook import Kind
from cases.views import StaffView
from cases.views_lists import ListAsked, ListKind, SavedFilter
from tests.case_store.figure_world import NOTHING, draw
from tests.case_store.one_hall import MONDAY, PIN, STREAM, OneHall, granted
from tests.case_store.test_warnings import crossing

CASES = 24
ADMIN = OnDuty(staff_id="t_hall_admin", role=Role.HALL_ADMIN)


class FullHall(OneHall):
    """With a centre above it that is never asked."""

    @property
    def config(self) -> StoreConfig:
        """As OneHall's."""
        return super().config.model_copy(update={"upstream": UpstreamConfig(url="http://127.0.0.1:9")})


def fill(hall: OneHall) -> None:
    """Until every table that a hall can fill has rows."""
    for role in Role:
        hall.store.add_staff(StaffView(staff_id=f"t_{role.value}", name="斯某", role=role), PIN)
    _cases(hall)
    _day(hall)
    for number in (1, 2):
        for aggregate, event in _events(hall, number):
            _happen(hall, aggregate, event)
        _kept_without_events(hall, number)
    with hall.store.hall.runner.writing() as work:
        draft_warnings(work, hall.store.house, [crossing(f"1505021{n:02}") for n in (4, 5)])
    while hall.store.hall.tick():
        pass
    while hall.store.hall.webhooks.follow():
        pass


def _cases(hall: OneHall) -> None:
    luck = Random(7)  # noqa: S311  the same world every time
    with hall.store.log.writing(uuid4(), MONDAY) as work:
        for number in range(CASES):
            told = draw(luck, number, MONDAY, MONDAY - timedelta(days=60))
            work.append(
                *(Happened(aggregate=t.aggregate, event=t.event, at=t.at, actor="staff:s1") for t in told)
            )


def _day(hall: OneHall) -> None:
    """Kiosk and desks: served, on hold, waiting; with what citizens said of it."""
    doors = hall.store.hall
    granted(doors.leases("k1"))
    desks = [hall.desk(number) for number in (1, 2)]
    for desk in desks:
        hall.take()
        row = hall.serve(desk)
        hall.open_matter(desk, row)
        hall.end(desk, row)
        said = Said(
            subject=Subject.VISIT,
            subject_id=row.visit_id,
            levels=(("overall", 2),),
            channel=Channel.KIOSK,
            text="等得久",
        )
        with doors.runner.writing() as work:
            granted(keep(work, hall.store.house, said))
        hall.take(confirmed=False)
        granted(doors.queue.hold(uuid4(), desk, hall.serve(desk).visit_id, "rest"))
    for _ in range(3):
        hall.take()
    for number in (1, 2):
        granted(doors.call_help(CallHelp(help_id=f"h{number}", kiosk_id="k1", page="p", called_at=MONDAY)))
        granted(doors.report_set_aside("k1", f"v{number}", "event.damaged"))


def _events(hall: OneHall, number: int) -> list[tuple[str, Event]]:
    """One of each kind that the day has not made."""
    cases = [row.case_id for row in hall.rows("SELECT case_id FROM case_ WHERE open = 1 ORDER BY case_id")]
    case_id, other = cases[number], cases[-number]
    limit = _clock(ClockKind.WHISTLE)
    number_ = DocumentNumber(word="督", year=2026, serial=number, text=f"督〔2026〕{number}号")
    due = MONDAY + timedelta(hours=1)
    return [
        (
            history.appointment_name(f"a{number}"),
            AppointmentMade(
                appointment_id=f"a{number}",
                counter_no=number,
                at=due,
                code=f"00000{number}",
                staff_id="s1",
                case_id=case_id,
            ),
        ),
        (
            f"wall_notice:n{number}",
            WallNoticeShown(notice_id=f"n{number}", text="停电", until=due, staff_id="s1"),
        ),
        (f"alarm:help:h{number}", AlarmAcknowledged(alarm_id=f"help:h{number}", kind="help", staff_id="s1")),
        (f"wish:w{number}", WishDecided(wish_id=f"w{number}", visit_id="v", kind="leave", granted=True)),
        (
            history.item_name(f"i{number}"),
            SupervisionRaised(
                item_id=f"i{number}",
                case_id=case_id,
                clock="close",
                rung=0,
                trigger="overdue",
                due_at=MONDAY,
                unit="justice",
                limit=limit,
                ladder_from=MONDAY.date(),
            ),
        ),
        (
            history.item_name(f"i{number}"),
            RungDrafted(rung="interview", clock="close", taken_on=MONDAY.date()),
        ),
        (
            history.whistle_name(f"w{number}"),
            WhistleCalled(
                whistle_id=f"w{number}",
                case_id=case_id,
                staff_id="s1",
                units=("justice", "housing"),
                called_at=MONDAY,
                respond=limit,
                arrive=None,
                arrive_by=due,
                sealed=NOTHING,
            ),
        ),
        (
            history.record_name(f"r{number}"),
            RecordMade(
                record_id=f"r{number}",
                kind=RecordKind.MEETING,
                number=number_,
                case_id=case_id,
                staff_id="s1",
                units=("housing",),
                held_at=MONDAY,
                tasks=(OwedTask(task_id=f"t{number}", unit="housing", clock=limit, sealed=NOTHING),),
                sealed=NOTHING,
            ),
        ),
        (
            history.review_name(f"2026-0{number}"),
            ReviewDrawn(period=f"2026-0{number}", staff_id="s1", seed="s", closed=1, case_ids=(case_id,)),
        ),
        (
            history.inspection_name(f"e{number}"),
            InspectionMade(
                inspection_id=f"e{number}",
                staff_id="s1",
                kind=AreaKind.UNIT,
                area="justice",
                inspected_at=MONDAY,
                finding=Finding.NONE,
                sealed=NOTHING,
            ),
        ),
        (
            history.inspection_name(f"m{number}"),
            SlowReminderSent(
                reminder_id=f"m{number}",
                staff_id="s1",
                kind=AreaKind.UNIT,
                area="justice",
                number=number_,
                open=3,
                overdue=1,
                median_workdays=9,
            ),
        ),
        (
            history.request_name(f"q{number}"),
            ActRequested(
                request_id=f"q{number}",
                act=TwoPersonAct.READMIT,
                case_id="",
                staff_id="s1",
                until=due,
                stream=STREAM,
                event_id=f"apart{number}",
                why="核对",
            ),
        ),
        (
            history.device_name(f"d{number}"),
            DeviceEnrolled(
                device_id=f"d{number}",
                role=DeviceRole.WALL,
                name="大屏",
                epoch=1,
                public_key=base64.b64encode(
                    Ed25519PrivateKey.generate().public_key().public_bytes_raw()
                ).decode(),
                staff_id="s1",
            ),
        ),
        ("policy:hall", PolicyRevised(staff_id="s1", files=(), why="试")),
        (
            f"log:{STREAM}",
            EventReadmitted(
                event_id=f"e{number}", stream=STREAM, reason="chain", staff_id="s1", why="核对过"
            ),
        ),
        (
            history.case_name(other),
            AttachmentAdded(
                attachment_id=f"f{number}",
                kind="photo",
                media_type="image/png",
                bytes_count=1,
                file_hash=str(number) * 64,
                staff_id="s1",
            ),
        ),
        (history.case_name(cases[5 + number]), HandedOver(staff_id="s1", to_store="150521000")),
        (
            history.case_name(cases[8 + number]),
            CaseForgotten(request_id="z", staff_id="s1", confirmed_by="s2", reason_code="r"),
        ),
    ]


def _clock(kind: ClockKind) -> ArmedClock:
    return ArmedClock(
        kind=kind,
        unit=BudgetUnit.CLOCK_HOURS,
        amount=1,
        started_at=MONDAY,
        soon_at=MONDAY + timedelta(minutes=30),
        due_at=MONDAY + timedelta(hours=1),
        due_date=MONDAY.date(),
        calendar_version="drawn",
    )


def _kept_without_events(hall: OneHall, number: int) -> None:
    """Machines, receivers, saved lists, what was kept apart, wishes."""
    doors = hall.store.hall
    granted(
        doors.command.keep_health(
            HealthReport(device_id=f"k{number}", kind="kiosk", name="自助机", conditions={"paper": "out"})
        )
    )
    granted(doors.api_keys.make(ADMIN, KeyWish(name=f"系统{number}", scopes=tuple(Scope), unit="justice")))
    granted(doors.webhooks.make(ADMIN, f"平台{number}", f"https://192.0.2.{number}/in", tuple(Kind)))
    saved = SavedFilter(name=f"表{number}", asked=ListAsked(kind=ListKind.ALL))
    granted(doors.lists.save_filter(replace(ADMIN, role=Role.SUPERVISOR), saved))
    at_us = int(MONDAY.timestamp()) * 1_000_000
    with hall.store.log.transaction():
        apart = {"stream": STREAM, "node": f"hall:{STREAM}", "reason": "shape", "received_at_us": at_us}
        told = {"event": {"aggregate": f"case:x{number}", "prev": "?", "type": "case_accepted"}, "keys": []}
        for reason in ("shape", "chain", "old_tenure"):
            row = {**apart, "id": f"{reason}{number}", "reason": reason, "epoch": 1, "seq": 10**6 + number}
            row["event"] = orjson.dumps(told).decode()
            hall.store.log.connection.execute(quarantine.insert(), row)
        said = '{"subject": "visit", "levels": [["overall", 4]]}'
        row = {"stream": STREAM, "position": number, "wish_id": f"w{number}", "visit_id": "v"}
        row |= {"kind": "evaluate", "at_us": at_us, "evaluation": said}
        hall.store.log.connection.execute(wish.insert(), row)


def _happen(hall: OneHall, aggregate: str, event: Event) -> None:
    with hall.store.log.writing(uuid4(), MONDAY) as work:
        work.record(aggregate, [event], "staff:s1")
