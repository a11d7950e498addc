"""What the pages of digits ask and what they do with the answer."""

from __future__ import annotations

from cases.matter.amount import amount_text
from cases.refusal import Refusal
from kiosk.answers import DIGITS_MAX, Kept, read_answer
from kiosk.digits_model import DigitsModel, DigitsRule
from kiosk.draft import Draft, Question
from kiosk.flow import PEOPLE_TYPED_MIN, QUESTION_OF
from kiosk.page_model import PageModel
from kiosk.session_model import SessionModel
from kiosk.wording import grouped

FEN_PER_YUAN = 100
MOBILE_GROUPS = (3, 4, 4)
LANDLINE_GROUPS = (4, 7)


def answer_page(session: SessionModel, typed: str) -> PageModel:
    """People, money or phone of a dispute."""
    question = QUESTION_OF[session.walk.page]
    parts = session.parts

    def read(digits: str) -> Kept | Refusal | None:
        return read_answer(question, digits, parts.policy.kiosk)

    def go_on(digits: str) -> Refusal | None:
        answer = read(digits)
        if isinstance(answer, Kept):
            session.walk_to(parts.flow.tell(session.walk, answer.answer))
        return answer if isinstance(answer, Refusal) else None

    def draft(digits: str) -> Draft:
        answer = read(digits)
        told = session.walk.draft
        return told.with_answer(question, answer.answer) if isinstance(answer, Kept) else told

    def reading(digits: str) -> str:
        answer = read(digits)
        is_money = question is Question.MONEY and isinstance(answer, Kept)
        return amount_text(int(answer.answer)) if is_money and isinstance(answer, Kept) else ""

    rule = DigitsRule(
        digits_max=DIGITS_MAX[question],
        format=FORMATS[question],
        go_on=go_on,
        reading=reading,
        draft=draft,
        unit="" if question is Question.PHONE else parts.texts.get(f"kiosk.{session.walk.page.value}.unit"),
    )
    return DigitsModel(session, rule, typed or said_before(session.walk.draft, question))


def said_before(draft: Draft, question: Question) -> str:
    """The digits of an answer that stands already."""
    match question:
        case Question.MONEY:
            return "" if draft.money is None else str(draft.money // FEN_PER_YUAN)
        case Question.PEOPLE:
            return str(draft.people) if (draft.people or 0) >= PEOPLE_TYPED_MIN else ""
        case _:
            return "".join(char for char in draft.phone if char.isdigit())


def thousands(digits: str) -> str:
    """「800,000」."""
    return f"{int(digits):,}" if digits else ""


def phone_groups(digits: str) -> str:
    """「130 0000 0001」, 「0475 2000001」."""
    return grouped(digits, LANDLINE_GROUPS if digits.startswith("0") else MOBILE_GROUPS)


FORMATS = {Question.PEOPLE: thousands, Question.MONEY: thousands, Question.PHONE: phone_groups}
