"""The page to check and change everything: one row per question, in the order of asking."""

from dataclasses import dataclass

from cases.matter.amount import amount_text
from cases.matter.category import ANSWERS_PER_PAGE_MAX
from cases.texts import Texts
from kiosk.digits_pages import phone_groups
from kiosk.draft import Draft, Question
from kiosk.flow import Flow, Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """`told` False: the value says that nothing was told, in softer ink."""

    question: str
    label: str
    value: str
    told: bool
    change: str  # accessible name of its button


def check_rows(walk: Walk, flow: Flow, texts: Texts) -> tuple[CheckRow, ...]:
    """All rows; in 大字 those of the part that is shown."""
    asked = [
        question
        for question in Question
        if question is not Question.MONEY or walk.draft.asks_money(flow.categories)
    ]
    if walk.large_print:
        start = walk.part * ANSWERS_PER_PAGE_MAX
        asked = asked[start : start + ANSWERS_PER_PAGE_MAX]
    return tuple(_row(question, walk.draft, flow, texts) for question in asked)


def is_last_part(walk: Walk, flow: Flow) -> bool:
    """Whether everything has been shown: only then it can be confirmed."""
    rows = len(Question) if walk.draft.asks_money(flow.categories) else len(Question) - 1
    return not walk.large_print or (walk.part + 1) * ANSWERS_PER_PAGE_MAX >= rows


def _row(question: Question, draft: Draft, flow: Flow, texts: Texts) -> CheckRow:
    label = texts.get(f"kiosk.check.{question.value}")
    told = draft.told(question)
    key = f"open_{question.value}" if question in draft.left_open else "nothing"
    return CheckRow(
        question=question.value,
        label=label,
        value=_value(question, draft, flow, texts) if told else texts.get(f"kiosk.check.{key}"),
        told=told,
        change=texts.get("kiosk.check.change_of", label=label),
    )


def _value(question: Question, draft: Draft, flow: Flow, texts: Texts) -> str:
    match question:
        case Question.CATEGORY:
            category = flow.categories.get(draft.category or "")
            return category.name if category else ""
        case Question.PLACE:
            return flow.places.name(draft.place or "") or ""
        case Question.PEOPLE:
            return texts.get("kiosk.check.people_value", people=draft.people)
        case Question.MONEY:
            return amount_text(draft.money or 0)
        case Question.PHONE:
            return draft.phone if "-" in draft.phone else phone_groups(draft.phone)
        case Question.OTHER_SIDE:
            return draft.other_side
        case Question.STORY:
            return draft.story
        case Question.NAME if draft.card is not None:
            return texts.get("kiosk.at_hand.name", name=draft.name)
        case Question.NAME:
            return draft.name
