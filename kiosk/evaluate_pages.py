"""评价: of a finished visit by its number, of a matter by its code; five levels, then four more if one likes."""

from __future__ import annotations

from dataclasses import replace

from cases.casework.evaluation import Level
from cases.citizen_views import Evaluable
from cases.refusal import Refusal
from kiosk.asides import Evaluating
from kiosk.choice_model import ChoiceModel, ChoiceRule
from kiosk.choices import Choice
from kiosk.digits_model import DigitsModel, DigitsRule
from kiosk.flow import Page
from kiosk.page_model import PageModel
from kiosk.session_model import SessionModel
from kiosk.wording import citizen_words

TICKET_DIGITS = 4
SKIP = "skip"
GIVEN_ALREADY = "evaluation.given_already"
UNREACHABLE = "kiosk.hall_unreachable"
_TICKET, _CASE, _ITEMS, _ENOUGH, _WRITE = "ticket", "case", "items", "enough", "write"
_LEVELS = tuple(sorted(Level, reverse=True))  # 非常满意 first


def by_page(session: SessionModel, typed: str) -> PageModel:
    """With the ticket's number, or with the receipt."""
    texts = session.parts.texts

    def choose(way: str) -> None:
        session.evaluating = Evaluating()
        page = Page.EVALUATE_TICKET if way == _TICKET else Page.PROGRESS_CODE
        session.walk_to(replace(session.walk, page=page, evaluating=way == _CASE))

    offered = (
        Choice(
            id=_TICKET,
            words=texts.get("kiosk.evaluate_by.ticket"),
            examples=texts.get("kiosk.evaluate_by.ticket_examples"),
            picture="ticket",
        ),
        Choice(
            id=_CASE,
            words=texts.get("kiosk.evaluate_by.case"),
            examples=texts.get("kiosk.evaluate_by.case_examples"),
            picture="debt",
        ),
    )
    return ChoiceModel(session, typed, ChoiceRule(offered=lambda: offered, choose=choose))


def ticket_page(session: SessionModel, typed: str) -> PageModel:
    """The digits of today's ticket; a number pad has no letters, so two queues may have the same."""

    def go_on(digits: str) -> Refusal | None:
        session.ask(
            session.parts.citizens.evaluable_visits(int(digits)), lambda found: take(session, model, found)
        )
        return None

    rule = DigitsRule(digits_max=TICKET_DIGITS, format=lambda digits: digits, go_on=go_on)
    model = DigitsModel(session, rule, typed)
    return model


def take(session: SessionModel, model: DigitsModel, found: tuple[Evaluable, ...] | Refusal) -> None:
    """What the hall found: to the faces, or to the question which of two it is."""
    if isinstance(found, Refusal):
        model.clear()
        model.refuse(citizen_words(found, session.parts.texts))
        return
    begin(session, found)


def begin(session: SessionModel, found: tuple[Evaluable, ...]) -> None:
    """To the faces, or to the question which of two it is."""
    session.evaluating = Evaluating(found=found)
    if len(found) == 1:
        _begin(session, found[0])
    else:
        session.walk_to(replace(session.walk, page=Page.EVALUATE_WHICH))


def which_page(session: SessionModel, typed: str) -> PageModel:
    """The same digits in two queues."""
    found = {one.subject_id: one for one in session.evaluating.found}
    offered = tuple(Choice(id=id_, words=one.name, picture="ticket") for id_, one in found.items())
    rule = ChoiceRule(offered=lambda: offered, choose=lambda id_: _begin(session, found[id_]))
    return ChoiceModel(session, typed, rule)


def faces_page(session: SessionModel, typed: str) -> PageModel:
    """Five faces with their words; one scale is never torn in two, so 大字 shows all five as well."""
    texts, evaluating = session.parts.texts, session.evaluating
    said = dict(evaluating.levels).get(evaluating.name)
    levels = tuple(
        Choice(
            id=str(int(level)),
            words=texts.get(f"kiosk.evaluate.level_{int(level)}"),
            picture=f"face_{int(level)}",
            selected=said == level,
        )
        for level in _LEVELS
    )
    skip = Choice(id=SKIP, words=texts.get("kiosk.evaluate.skip"), picture="forward", dashed=True)
    offered = levels if evaluating.item == 0 else (*levels, skip)

    def choose(answer: str) -> None:
        if answer != SKIP:
            evaluating.said(int(answer))
        if evaluating.item == 0:
            session.walk_to(replace(session.walk, page=Page.EVALUATE_MORE))
        elif evaluating.go_on():
            session.walk_to(session.walk)
        else:
            send(session)

    rule = ChoiceRule(
        offered=lambda: offered,
        choose=choose,
        parted=False,
        question=texts.get(f"kiosk.evaluate.{evaluating.name}"),
    )
    return ChoiceModel(session, typed, rule)


def more_page(session: SessionModel, typed: str) -> PageModel:
    """The overall answer is enough; four more questions for who likes."""
    texts = session.parts.texts
    offered = (
        Choice(id=_ENOUGH, words=texts.get("kiosk.evaluate_more.enough"), picture="check"),
        Choice(id=_ITEMS, words=texts.get("kiosk.evaluate_more.more"), picture="star"),
        Choice(id=_WRITE, words=texts.get("kiosk.evaluate_more.write"), picture="pen"),
    )

    def choose(answer: str) -> None:
        if answer == _ITEMS:
            session.evaluating.item = 1
            session.walk_to(replace(session.walk, page=Page.EVALUATE))
        elif answer == _WRITE:
            session.walk_to(replace(session.walk, page=Page.EVALUATE_TEXT))
        else:
            send(session)

    rule = ChoiceRule(offered=lambda: offered, choose=choose, note=session.evaluating.trouble)
    return ChoiceModel(session, typed, rule)


def send(session: SessionModel) -> None:
    """What was said goes to the hall, then thanks. Without the hall the page says so, and it can be sent again."""
    told, texts = session.evaluating, session.parts.texts

    def answered(answer: bool | Refusal) -> None:
        if isinstance(answer, Refusal) and answer.code != GIVEN_ALREADY:
            unheard = answer.code == UNREACHABLE
            told.trouble = (
                texts.get("kiosk.evaluate_more.not_sent") if unheard else citizen_words(answer, texts)
            )
            session.walk_to(replace(session.walk, page=Page.EVALUATE_MORE))
            return
        session.evaluating = Evaluating()
        session.walk_to(replace(session.walk, page=Page.THANKS))

    if told.subject is not None:
        session.ask(session.parts.citizens.evaluate(told.subject, told.levels, told.text), answered)


def _begin(session: SessionModel, subject: Evaluable) -> None:
    session.evaluating.subject = subject
    session.walk_to(replace(session.walk, page=Page.EVALUATE))
