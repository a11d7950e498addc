"""What a hall answers to citizens beyond a number: appointments, evaluations, who sits where; really served."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest

from case_store.client.hall import HallClient
from case_store.kiosk.door import KioskDoor
from case_store.log.schema import appointment, evaluation, event, supervision, visit
from case_store.tokens import COUNTER, KIOSK
from cases.citizen_views import AppointmentDay, AppointmentFound, AppointmentRow, Evaluable
from cases.matter.intake import Intake, Intent, Taken
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Refusal
from cases.views import MatterView, StaffView, WaitingRow
from tests.case_store.intakes import dispute, opened
from tests.case_store.served import MONDAY, PIN, Ground, make_ground, rows, sit_down, until

GOOD = (("overall", 5),)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("citizens"))
    made.hall.start()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def _monday_again(ground: Ground) -> Iterator[None]:
    yield
    ground.clock.move_to(max(ground.clock.now(), MONDAY))


@pytest.fixture
async def kiosk(ground: Ground) -> AsyncIterator[HallClient]:
    async with ground.client(KIOSK) as client:
        yield client


@pytest.fixture
async def door(ground: Ground) -> AsyncIterator[KioskDoor]:
    async with opened(ground.door()) as door:
        yield door


@pytest.fixture
async def counter(ground: Ground) -> AsyncIterator[HallClient]:
    client = await sit_down(ground)
    yield client
    await client.aclose()


def meet(
    ground: Ground, *, for_counter: int | None = None, appointment_id: str | None = None, **more: Any
) -> Intake:
    return Intake(
        intent=Intent.MEET,
        touched_at=ground.clock.now(),
        confirmed=True,
        open=OpenMatter(),
        private=PrivateMatter(),
        for_counter=for_counter,
        appointment_id=appointment_id,
        **more,
    )


def row_of(ground: Ground, taken: Taken) -> Any:
    return next(row for row in rows(ground, visit) if row.visit_id == taken.visit_id)


def code_of(refusal: object) -> str:
    assert isinstance(refusal, Refusal), refusal
    return refusal.code


async def made(counter: HallClient, ground: Ground, *, minutes: int) -> AppointmentRow:
    """An appointment at counter 5 so many minutes from now."""
    at = ground.clock.now() + timedelta(minutes=minutes)
    row = await counter.appointments.make(5, at, "今天就来")
    assert isinstance(row, AppointmentRow)
    return row


async def served(counter: HallClient, number: str) -> None:
    """The desk calls and receives whoever is next, until this number has been."""
    while True:
        called = await counter.call_next(1)
        assert isinstance(called, WaitingRow)
        await counter.start(called.visit_id)
        await counter.end(called.visit_id)
        if called.ticket_no == number:
            return


# Priority and somebody looked for.


async def test_who_declares_priority_gets_a_number_of_that_queue_and_the_matter_stays(
    ground: Ground, door: KioskDoor
) -> None:
    intake = dispute(ground)
    taken = await door.take(Intake(**{**vars_of(intake), "priority": "elderly"}))
    assert taken.ticket_no is not None
    assert taken.ticket_no.startswith("Z")
    assert taken.priority
    assert taken.case_code is not None
    row = row_of(ground, taken)
    assert (row.priority, row.queue, row.case_id is not None) == ("elderly", "Z", True)


async def test_without_the_hall_priority_is_a_leased_number_of_its_queue(
    ground: Ground, door: KioskDoor
) -> None:
    await until(
        lambda: {row.queue for row in ground.leases() if row.kind == "numbers"} == {"A", "B", "C", "Z"}
    )
    await until(lambda: door.state.numbers_free > 0)
    ground.hall.stop()
    taken = await door.take(Intake(**{**vars_of(dispute(ground)), "priority": "urgent"}))
    assert taken.leased
    assert taken.ticket_no == "Z501"
    ground.hall.start()
    await until(lambda: any(row.visit_id == taken.visit_id for row in rows(ground, visit)))
    assert row_of(ground, taken).priority == "urgent"


def vars_of(intake: Intake) -> dict[str, Any]:
    return {name: getattr(intake, name) for name in Intake.__dataclass_fields__}


async def test_a_number_for_a_person_is_called_by_that_counter_only(ground: Ground, door: KioskDoor) -> None:
    taken = await door.take(meet(ground, for_counter=4))
    assert taken.ticket_no is not None
    assert taken.ticket_no.startswith("B")
    assert row_of(ground, taken).for_counter == 4
    nobody = await door.take(meet(ground, for_counter=77))
    assert row_of(ground, nobody).for_counter is None


async def test_the_kiosk_sees_which_counters_are_open(
    ground: Ground, kiosk: HallClient, counter: HallClient
) -> None:
    desks = await kiosk.citizens.desks()
    assert not isinstance(desks, Refusal)
    assert [(d.counter_no, d.open) for d in desks] == [
        (1, True),
        (2, False),
        (3, False),
        (4, False),
        (5, False),
    ]
    assert desks[0].staff_name == "斯琴"
    assert desks[4].zone_name == "矛盾纠纷多元化解区"


# Appointments.


async def test_an_appointment_is_made_with_a_code_kept_at_the_kiosk_and_holds_its_slot(
    ground: Ground, door: KioskDoor, kiosk: HallClient, counter: HallClient
) -> None:
    row = await made(counter, ground, minutes=20)
    assert len(row.code) == 6
    found = await kiosk.citizens.find_appointment(row.code)
    assert isinstance(found, AppointmentFound)
    assert (found.appointment_id, found.counter_no, found.late) == (row.appointment_id, 5, False)
    taken = await door.take(meet(ground, for_counter=5, appointment_id=row.appointment_id))
    assert taken.ticket_no is not None
    assert taken.ticket_no.startswith("C")
    ticket = row_of(ground, taken)
    assert (ticket.for_counter, ticket.appointment_at_us is not None) == (5, True)
    assert code_of(await kiosk.citizens.find_appointment(row.code)) == "appointment.kept_already"
    twice = await door.take(meet(ground, for_counter=5, appointment_id=row.appointment_id))
    assert row_of(ground, twice).appointment_at_us is None
    assert (
        code_of(await counter.appointments.cancel(row.appointment_id, "改天")) == "appointment.kept_already"
    )


async def test_who_comes_too_late_for_a_slot_gets_a_number_like_everybody(
    ground: Ground, door: KioskDoor, kiosk: HallClient, counter: HallClient
) -> None:
    row = await made(counter, ground, minutes=60)
    ground.clock.move_by(timedelta(minutes=76))
    found = await kiosk.citizens.find_appointment(row.code)
    assert isinstance(found, AppointmentFound)
    assert found.late
    taken = await door.take(meet(ground, for_counter=5, appointment_id=row.appointment_id))
    ticket = row_of(ground, taken)
    assert (ticket.for_counter, ticket.appointment_at_us) == (5, None)


async def test_appointments_are_refused_with_a_reason(
    ground: Ground, kiosk: HallClient, counter: HallClient
) -> None:
    now = ground.clock.now()
    tomorrow = (now + timedelta(days=1)).replace(hour=9, minute=0)
    make = counter.appointments.make
    assert code_of(await make(5, now - timedelta(minutes=1), "x")) == "appointment.past"
    assert code_of(await make(5, now + timedelta(minutes=400))) == "appointment.notice_too_short"
    assert code_of(await make(5, tomorrow.replace(hour=13))) == "appointment.closed_then"
    assert code_of(await make(99, tomorrow)) == "appointment.no_counter"
    row = await make(5, tomorrow)
    assert isinstance(row, AppointmentRow)
    assert code_of(await make(5, tomorrow + timedelta(minutes=29))) == "appointment.slot_taken"
    assert isinstance(await make(5, tomorrow + timedelta(minutes=30)), AppointmentRow)
    other_day = await kiosk.citizens.find_appointment(row.code)
    assert isinstance(other_day, Refusal)
    assert (other_day.code, other_day.facts["date"]) == ("appointment.other_day", tomorrow.date().isoformat())
    assert await counter.appointments.cancel(row.appointment_id, "来不了") is None
    assert code_of(await kiosk.citizens.find_appointment(row.code)) == "appointment.unknown"
    day = await counter.appointments.of_day(tomorrow.date())
    assert isinstance(day, AppointmentDay)
    assert [r.cancelled for r in day.rows] == [True, False]
    assert code_of(await kiosk.citizens.find_appointment("000000' OR 1")) == "appointment.unknown"


async def test_only_who_may_gives_appointments(ground: Ground, kiosk: HallClient) -> None:
    store = ground.hall.store
    assert store is not None
    await store.run(store.add_staff, StaffView(staff_id="u1", name="某某", role="unit_clerk"), PIN)
    async with ground.client(COUNTER) as clerk:
        await clerk.sign_in("u1", PIN, 3)
        tomorrow = (MONDAY + timedelta(days=2)).replace(hour=9)
        assert code_of(await clerk.appointments.make(5, tomorrow)) == "auth.right"
    assert code_of(await kiosk.appointments.of_day(MONDAY.date())) in ("auth.role", "auth.session_missing")


# Evaluation.


async def test_a_finished_visit_is_evaluated_once_by_the_number_on_its_ticket(
    ground: Ground, door: KioskDoor, kiosk: HallClient, counter: HallClient
) -> None:
    taken = await door.take(dispute(ground))
    assert taken.ticket_no is not None
    number = int(taken.ticket_no[1:])
    assert code_of(await kiosk.citizens.evaluable_visits(number)) == "evaluation.not_finished"
    waiting = Evaluable(subject="visit", subject_id=taken.visit_id, name=taken.ticket_no)
    assert code_of(await kiosk.citizens.evaluate(waiting, GOOD)) == "evaluation.not_finished"
    await served(counter, taken.ticket_no)
    found = await kiosk.citizens.evaluable_visits(number)
    assert not isinstance(found, Refusal)
    (subject,) = [one for one in found if one.name == taken.ticket_no]
    levels = (("overall", 4), ("attitude", 5), ("result", 2))
    assert await kiosk.citizens.evaluate(subject, levels) is True
    assert await kiosk.citizens.evaluate(subject, levels) is True  # the answer was lost, the same again
    assert code_of(await kiosk.citizens.evaluate(subject, (("overall", 1),))) == "evaluation.given_already"
    (given,) = [row for row in rows(ground, evaluation) if row.subject_id == taken.visit_id]
    assert given.overall == 4
    (told,) = [
        row for row in rows(ground, event) if row.type == "evaluation_given" and taken.visit_id in row.body
    ]
    assert told.actor == "kiosk"


async def test_nonsense_levels_strangers_and_yesterday_are_not_evaluated(
    ground: Ground, door: KioskDoor, kiosk: HallClient, counter: HallClient
) -> None:
    taken = await door.take(dispute(ground))
    assert taken.ticket_no is not None
    await served(counter, taken.ticket_no)
    subject = Evaluable(subject="visit", subject_id=taken.visit_id, name=taken.ticket_no)
    for levels in (
        (),
        (("attitude", 5),),
        (("overall", 6),),
        (("overall", 0),),
        (("overall", 5), ("beauty", 5)),
    ):
        assert code_of(await kiosk.citizens.evaluate(subject, levels)) == "evaluation.levels"
    stranger = Evaluable(subject="visit", subject_id="nobody", name="A999")
    assert code_of(await kiosk.citizens.evaluate(stranger, GOOD)) == "evaluation.unknown"
    no_subject = Evaluable(subject="hall", subject_id="nobody", name="")
    assert code_of(await kiosk.citizens.evaluate(no_subject, GOOD)) == "evaluation.unknown"
    assert code_of(await kiosk.citizens.evaluable_visits(888)) == "evaluation.unknown"
    now = ground.clock.now()
    ground.clock.move_by(timedelta(days=1))
    assert code_of(await kiosk.citizens.evaluate(subject, GOOD)) == "evaluation.unknown"
    ground.clock.move_to(now)


async def test_a_rejected_matter_is_evaluated_with_its_receipt_and_a_bad_one_is_supervised(
    ground: Ground, door: KioskDoor, kiosk: HallClient, counter: HallClient
) -> None:
    taken = await door.take(dispute(ground))
    assert taken.ticket_no is not None
    assert taken.case_code is not None
    assert taken.lookup_code is not None
    ask = kiosk.citizens.evaluable_case
    assert code_of(await ask(taken.case_code, taken.lookup_code, "s1")) == "evaluation.not_finished"
    wrong = f"{(int(taken.lookup_code) + 1) % 10**6:06d}"
    assert code_of(await ask(taken.case_code, wrong, "s1")) == "lookup.not_found"
    while True:
        called = await counter.call_next(1)
        assert isinstance(called, WaitingRow)
        await counter.start(called.visit_id)
        if called.ticket_no == taken.ticket_no:
            break
        await counter.end(called.visit_id)
    opened_matter = await counter.open_matter(called.visit_id)
    assert isinstance(opened_matter, MatterView)
    assert opened_matter.case_id is not None
    assert isinstance(await counter.reject(opened_matter.case_id, "out_of_scope", "court"), MatterView)
    await counter.end(called.visit_id)
    found = await ask(taken.case_code, taken.lookup_code, "s1")
    assert not isinstance(found, Refusal)
    assert await kiosk.citizens.evaluate(found[0], (("overall", 1),)) is True
    assert code_of(await ask(taken.case_code, taken.lookup_code, "s1")) == "evaluation.given_already"
    (item,) = [row for row in rows(ground, supervision) if row.trigger == "bad_rating"]
    assert item.case_id == opened_matter.case_id


async def test_two_kiosks_evaluate_the_same_visit_at_once_and_one_stands(
    ground: Ground, door: KioskDoor, kiosk: HallClient, counter: HallClient
) -> None:
    taken = await door.take(dispute(ground))
    assert taken.ticket_no is not None
    await served(counter, taken.ticket_no)
    subject = Evaluable(subject="visit", subject_id=taken.visit_id, name=taken.ticket_no)
    answers = await asyncio.gather(
        *(kiosk.citizens.evaluate(subject, (("overall", level),)) for level in (1, 2, 3, 4, 5))
    )
    assert sum(answer is True for answer in answers) == 1
    assert len([row for row in rows(ground, evaluation) if row.subject_id == taken.visit_id]) == 1


def test_what_is_kept_of_an_appointment_names_nobody(ground: Ground) -> None:
    assert set(appointment.c.keys()) == {
        *("stream", "appointment_id", "counter_no", "slot_at_us", "business_date"),
        *("code", "case_id", "visit_id", "cancelled"),
    }
