"""What a citizen typed, through the rules of cases/: an answer to keep, or the sentence that says what to do."""

from dataclasses import dataclass

from cases.free_text import clean_line, clean_text
from cases.matter.amount import parse_amount
from cases.people.person_name import parse_person_name
from cases.people.phone import parse_phone
from cases.policy.kiosk import KioskPolicy
from cases.refusal import Refusal
from kiosk.draft import Question
from kiosk.flow import PEOPLE_TYPED_MIN

DIGITS_MAX = {Question.PEOPLE: 4, Question.MONEY: 10, Question.PHONE: 12}
"""Keys that a number pad takes: a landline is 0475 and seven, a mobile number eleven."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer. `cut`: only its beginning could be kept, and the page must say so."""

    answer: str | int
    cut: bool = False


def read_answer(question: Question, typed: str, kiosk: KioskPolicy) -> Kept | Refusal | None:
    """None: nothing was typed, so there is nothing to keep and nothing to refuse. Never raises, whatever was typed."""
    if not typed.strip():
        return None
    match question:
        case Question.OTHER_SIDE:
            line = clean_line(typed, kiosk.other_side_chars_max)
            return Kept(line.text, line.cut) if line.text else None
        case Question.STORY:
            story = clean_text(typed, kiosk.story_chars_max)
            return Kept(story.text, story.cut) if story.text else None
        case Question.NAME:
            return _kept(parse_person_name(typed, kiosk))
        case Question.PHONE:
            return _kept(parse_phone(typed))
        case Question.MONEY:
            return _kept(parse_amount(typed, kiosk.amount_yuan_max))
        case Question.PEOPLE:
            return _people(typed, kiosk)
        case Question.CATEGORY | Question.PLACE:
            return None


def _kept(read: str | int | Refusal) -> Kept | Refusal:
    return read if isinstance(read, Refusal) else Kept(read)


def _people(typed: str, kiosk: KioskPolicy) -> Kept | Refusal:
    count = int(typed) if typed.isascii() and typed.isdigit() else 0
    if count < 1:
        return Refusal("party_count.unreadable", {"min": PEOPLE_TYPED_MIN})
    if count > kiosk.party_count_max:
        return Refusal("party_count.too_many", {"max": kiosk.party_count_max})
    return Kept(count)
