"""找人取号: by the counter where somebody is, or with the code of an appointment."""

from __future__ import annotations

from dataclasses import replace

from cases.citizen_views import AppointmentFound, DutyDesk
from cases.refusal import Refusal
from kiosk.choice_model import ChoiceModel, ChoiceRule
from kiosk.choices import Choice
from kiosk.digits_model import DigitsModel, DigitsRule
from kiosk.flow import Page
from kiosk.page_model import PageModel
from kiosk.said_model import Said, SaidModel
from kiosk.session_model import SessionModel
from kiosk.wording import citizen_words, clock_time, grouped

CODE_DIGITS = 6
_CODE_GROUPS = (3, 3)
_DESK, _CODE = "desk", "code"


def by_page(session: SessionModel, typed: str) -> PageModel:
    """With an appointment, or to somebody at a counter."""
    parts = session.parts

    def choose(way: str) -> None:
        if way == _CODE:
            session.walk_to(replace(session.walk, page=Page.MEET_CODE))
        else:
            session.ask(parts.citizens.desks(), show)

    def show(desks: tuple[DutyDesk, ...] | Refusal) -> None:
        known = _of_policy(session) if isinstance(desks, Refusal) else desks
        session.meeting.desks = tuple(desk for desk in known if desk.open) or known
        session.walk_to(replace(session.walk, page=Page.MEET_DESK))

    offered = tuple(
        Choice(
            id=way,
            words=parts.texts.get(f"kiosk.meet_by.{way}"),
            examples=parts.texts.get(f"kiosk.meet_by.{way}_examples"),
            picture=picture,
        )
        for way, picture in ((_CODE, "clock"), (_DESK, "person"))
    )
    return ChoiceModel(session, typed, ChoiceRule(offered=lambda: offered, choose=choose))


def desk_page(session: SessionModel, typed: str) -> PageModel:
    """Who sits where now."""
    texts = session.parts.texts
    offered = tuple(
        Choice(
            id=str(desk.counter_no),
            words=texts.get("kiosk.meet_desk.counter", counter_no=desk.counter_no, name=desk.name),
            examples=desk.staff_name,
            picture="person",
        )
        for desk in session.meeting.desks
    )
    rule = ChoiceRule(offered=lambda: offered, choose=lambda number: session.meet(int(number)))
    return ChoiceModel(session, typed, rule)


def code_page(session: SessionModel, typed: str) -> PageModel:
    """The six digits that the citizen was told."""

    def go_on(digits: str) -> Refusal | None:
        if len(digits) != CODE_DIGITS:
            return Refusal("appointment.unknown")
        session.ask(session.parts.citizens.find_appointment(digits), answered)
        return None

    def answered(found: AppointmentFound | Refusal) -> None:
        if isinstance(found, Refusal):
            model.clear()
            model.refuse(citizen_words(found, session.parts.texts))
        else:
            session.meeting.found = found
            session.walk_to(replace(session.walk, page=Page.MEET_SLOT))

    rule = DigitsRule(
        digits_max=CODE_DIGITS, format=lambda digits: grouped(digits, _CODE_GROUPS), go_on=go_on
    )
    model = DigitsModel(session, rule, typed)
    return model


def slot_page(session: SessionModel, _typed: str) -> PageModel:
    """What was found, and the number for it. Entered only with an appointment."""
    found, texts = session.meeting.found, session.parts.texts
    if found is None:
        raise ValueError("no appointment was found")
    counter = session.parts.policy.hall.counter(found.counter_no)
    said = Said(
        question=texts.get("kiosk.meet_slot.question"),
        strong=texts.get("kiosk.meet_slot.at", time=clock_time(found.at)),
        words=texts.get(
            "kiosk.meet_slot.where", counter_no=found.counter_no, name=counter.name if counter else ""
        ),
        note=texts.get("kiosk.meet_slot.late" if found.late else "kiosk.meet_slot.held"),
        action=texts.get("kiosk.meet_slot.take"),
        picture="clock",
    )
    return SaidModel(session, said, session.keep_appointment)


def _of_policy(session: SessionModel) -> tuple[DutyDesk, ...]:
    """The hall is not heard: its counters are known all the same, only not who sits there."""
    return tuple(
        DutyDesk(counter_no=counter.number, name=counter.name)
        for counter in session.parts.policy.hall.counters
    )
