"""What the citizen has told so far (草稿): pure, kept only in memory, forgotten with the session.

The values in it have passed the rules of cases/ already (kiosk.answers); here they are only kept and handed over.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from cases.matter.category import CategoriesPolicy
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.party import Party
from devices.card_reader.card import Card, party_of


class Question(StrEnum):
    """What the kiosk asks, in the order of asking (domain.md §4.2)."""

    CATEGORY = "category"
    OTHER_SIDE = "other_side"
    PLACE = "place"
    PEOPLE = "people"
    MONEY = "money"
    STORY = "story"
    NAME = "name"
    PHONE = "phone"


NOTHING_SAID: dict[Question, str | int | None] = {
    Question.CATEGORY: None,
    Question.OTHER_SIDE: "",
    Question.PLACE: None,
    Question.PEOPLE: None,
    Question.MONEY: None,
    Question.STORY: "",
    Question.NAME: "",
    Question.PHONE: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Answers by question. `left_open`: asked, and the citizen chose to say it later or not at all."""

    category: str | None = None  # id in categories.toml
    other_side: str = ""
    place: str | None = None  # 6 digits of a banner, 9 of a town
    people: int | None = None
    money: int | None = None  # fen
    story: str = ""
    name: str = ""
    phone: str = ""
    card: Card | None = None  # whose name is `name`; with any other name it is forgotten
    left_open: frozenset[Question] = frozenset()

    def told(self, question: Question) -> bool:
        """Whether there is an answer."""
        answer: str | int | None = getattr(self, question.value)
        return answer != NOTHING_SAID[question]

    def settled(self, question: Question) -> bool:
        """Whether the question was answered or deliberately left open."""
        return self.told(question) or question in self.left_open

    def with_answer(self, question: Question, answer: str | int | None) -> "Draft":
        """The draft with this answer; nothing ("" or None) counts as not asked yet."""
        return self._with(question, answer, self.left_open - {question})

    def leaving_open(self, question: Question) -> "Draft":
        """The draft with this question left open and whatever was said to it forgotten."""
        return self._with(question, NOTHING_SAID[question], self.left_open | {question})

    def with_card(self, card: Card, name: str) -> "Draft":
        """The draft of whoever placed this card; `name`: theirs as it is stored."""
        return replace(self.with_answer(Question.NAME, name), card=card)

    def _with(self, question: Question, answer: str | int | None, left_open: frozenset[Question]) -> "Draft":
        told: dict[str, Any] = {
            question.value: answer,
            "left_open": left_open,
        }  # the question names its field
        is_another = question is Question.NAME and answer != self.name
        return replace(self, **told, card=None if is_another else self.card)

    @property
    def _parties(self) -> tuple[Party, ...]:
        """Whose card was read, for the form at the counter; without a card that form begins with name and phone."""
        if self.card is None:
            return ()
        return (party_of(self.card, self.name, self.phone),)

    def asks_money(self, categories: CategoriesPolicy) -> bool:
        """Whether the category is one in which money is asked for (domain.md §2.2)."""
        category = categories.get(self.category) if self.category else None
        return category is not None and category.asks_amount

    def to_intake(self, *, confirmed: bool, touched_at: datetime, categories: CategoriesPolicy) -> Intake:
        """The dispute as it is handed over, confirmed or 「先取号，到窗口再说」.

        Money is handed over only where it was asked for: a citizen who changed the category after telling an amount
        has not said it about the new one. `contact_withheld` means that the citizen declined both name and phone.
        """
        return Intake(
            intent=Intent.DISPUTE,
            touched_at=touched_at,
            confirmed=confirmed,
            open=OpenMatter(
                category=self.category,
                town=self.place,
                party_count=self.people,
                amount_fen=self.money if self.asks_money(categories) else None,
                staff_writes_story=Question.STORY in self.left_open,
                contact_withheld={Question.NAME, Question.PHONE} <= self.left_open,
            ),
            private=PrivateMatter(
                other_side=self.other_side,
                story=self.story,
                contact_name=self.name,
                contact_phone=self.phone,
                parties=self._parties,
            ),
        )


NOTHING_TOLD = Draft()


def consult_intake(touched_at: datetime) -> Intake:
    """咨询: a B ticket, nothing asked."""
    return Intake(
        intent=Intent.CONSULT,
        touched_at=touched_at,
        confirmed=True,
        open=OpenMatter(),
        private=PrivateMatter(),
    )


def meet_intake(
    touched_at: datetime,
    *,
    for_counter: int,
    appointment_id: str | None = None,
    appointment_at: datetime | None = None,
) -> Intake:
    """找人取号: a number that one counter calls, nothing asked."""
    return Intake(
        intent=Intent.MEET,
        touched_at=touched_at,
        confirmed=True,
        open=OpenMatter(),
        private=PrivateMatter(),
        for_counter=for_counter,
        appointment_id=appointment_id,
        appointment_at=appointment_at,
    )
