"""Appointments (预约): made and cancelled at a counter, kept at the kiosk by a code of six digits."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Work
from case_store.log.history import appointment_name, appointment_of
from case_store.log.micros import from_us, to_us
from case_store.log.schema import appointment
from cases.citizen_views import AppointmentDay, AppointmentFound, AppointmentRow
from cases.hall_time import hall_date, hall_time
from cases.queue import appointment as rules
from cases.queue.submission import Submission
from cases.refusal import Refusal

CODE_DIGITS = 6
_ROW = TypeAdapter(AppointmentRow)
_OF_DAY = (
    sa.select(appointment)
    .where(appointment.c.stream == param("s"), appointment.c.business_date == param("d"))
    .order_by(appointment.c.slot_at_us, appointment.c.counter_no)
)
_BY_CODE = sa.select(appointment).where(
    appointment.c.stream == param("s"),
    appointment.c.business_date >= param("d"),
    appointment.c.code == param("c"),
    appointment.c.cancelled == 0,
)


class AppointmentsDoor:
    """What counters and kiosks ask of appointments."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def make(
        self,
        command_id: UUID,
        who: OnDuty,
        counter_no: int,
        at: datetime,
        *,
        case_id: str | None = None,
        override_reason: str = "",
    ) -> AppointmentRow | Refusal:
        """A slot at a counter; the answer carries the code for the citizen."""
        body = {"make_appointment": (who, counter_no, at, case_id, override_reason)}
        return self._runner.decide(
            command_id,
            body,
            lambda work: self._make(
                work, who, counter_no, hall_time(at), case_id=case_id, override=override_reason
            ),
            _ROW,
        )

    def cancel(self, who: OnDuty, appointment_id: str, reason: str) -> bool | Refusal:
        """Call it off. Once it is kept it is a visit like any other."""

        def act(work: Work) -> bool | Refusal:
            state = appointment_of(work, appointment_id)
            if state is not None and state.visit_id is not None:
                return Refusal("appointment.kept_already")
            events = rules.decide(state, rules.CancelAppointment(staff_id=who.staff_id, reason=reason))
            if isinstance(events, Refusal):
                return events
            work.record(appointment_name(appointment_id), events, who.actor)
            return True

        return self._runner.now(act)

    def of_day(self, day: date) -> AppointmentDay:
        """The appointments of a day, cancelled ones too."""
        with self._runner.reading() as connection:
            found = connection.execute(_OF_DAY, {"s": self._runner.stream, "d": day.isoformat()}).all()
        return AppointmentDay(day=day, rows=tuple(_row(row) for row in found))

    def find(self, code: str) -> AppointmentFound | Refusal:
        """By the code that the citizen types. Nothing is kept by looking."""
        with self._runner.past() as past:
            this = {"s": past.stream, "d": hall_date(past.now).isoformat(), "c": code}
            rows = past.connection.execute(_BY_CODE.order_by(appointment.c.slot_at_us), this).all()
        row = next((row for row in rows if row.visit_id is None), rows[0] if rows else None)
        if row is None:
            return Refusal("appointment.unknown")
        if row.visit_id is not None:
            return Refusal("appointment.kept_already")
        at = from_us(row.slot_at_us)
        if hall_date(at) != hall_date(past.now):
            return Refusal("appointment.other_day", {"date": hall_date(at).isoformat()})
        return AppointmentFound(
            appointment_id=row.appointment_id,
            counter_no=row.counter_no,
            at=at,
            late=is_late(self._house, at, past.now),
        )

    def _make(
        self, work: Work, who: OnDuty, counter_no: int, at: datetime, *, case_id: str | None, override: str
    ) -> AppointmentRow | Refusal:
        hall = self._house.policy
        if hall.hall.counter(counter_no) is None:
            return Refusal("appointment.no_counter", {"counter_no": counter_no})
        slot_us = to_us(at + timedelta(minutes=hall.hall.appointments.slot_minutes)) - to_us(at)
        rows = work.connection.execute(_OF_DAY, {"s": work.stream, "d": hall_date(at).isoformat()}).all()
        made = rules.MakeAppointment(
            appointment_id=str(uuid_v7.uuid7()),
            counter_no=counter_no,
            at=at,
            code=_new_code({row.code for row in rows}),
            staff_id=who.staff_id,
            now=work.now,
            slot_taken=any(
                row.counter_no == counter_no
                and not row.cancelled
                and abs(row.slot_at_us - to_us(at)) < slot_us
                for row in rows
            ),
            in_hours=hall.calendar.is_open(at),
            case_id=case_id,
            override_reason=override,
        )
        events = rules.decide(None, made)
        if isinstance(events, Refusal):
            return events
        work.record(appointment_name(made.appointment_id), events, who.actor)
        return AppointmentRow(
            appointment_id=made.appointment_id,
            counter_no=counter_no,
            at=at,
            code=made.code,
            case_id=case_id,
        )


def is_late(house: House, at: datetime, now: datetime) -> bool:
    """Whether the slot is not held any more (hall.toml [appointments])."""
    return now > at + timedelta(minutes=house.policy.hall.appointments.late_minutes)


def keep_with(work: Work, submission: Submission, at: datetime) -> rules.Appointment | None:
    """Keep the appointment of a submission with its visit, if it may be kept; None: the number is an ordinary one.

    `at`: when the citizen confirmed. Called in the transaction that issues the ticket; nothing is refused here,
    because a citizen with a printed number is received in any case.
    """
    if submission.appointment_id is None:
        return None
    state = appointment_of(work, submission.appointment_id)
    events = rules.decide(state, rules.KeepAppointment(visit_id=submission.visit_id, now=at))
    if isinstance(events, Refusal) or state is None:
        return None
    work.record(appointment_name(submission.appointment_id), events, f"kiosk:{submission.kiosk_id}", at)
    return state


def slot_of(house: House, kept: rules.Appointment | None, at: datetime) -> datetime | None:
    """The slot that a ticket holds; None for who comes too late: in line like everybody (hall.toml)."""
    return None if kept is None or is_late(house, kept.at, at) else kept.at


def _row(row: Any) -> AppointmentRow:
    return AppointmentRow(
        appointment_id=row.appointment_id,
        counter_no=row.counter_no,
        at=from_us(row.slot_at_us),
        code=row.code,
        case_id=row.case_id,
        visit_id=row.visit_id,
        cancelled=bool(row.cancelled),
    )


def _new_code(taken: set[str]) -> str:
    """Six digits that no other appointment of the day has; not guessed by counting up."""
    while True:
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        if code not in taken:
            return code
