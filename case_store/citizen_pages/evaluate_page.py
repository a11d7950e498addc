"""好差评 on the phone: five levels, four more questions for who likes, and a few words. Voluntary; nobody is named."""

from collections.abc import Mapping
from dataclasses import dataclass

from case_store.citizen_pages.found import Offered
from case_store.citizen_pages.page_frame import Frame, Voice
from cases.casework.evaluation import ITEMS, TEXT_CHARS_MAX, Level
from cases.queue.wish import WishKind

OVERALL = ITEMS[0]


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the five. `said`: it was chosen before the form came back."""

    level: int
    words: str
    said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemQuestion:
    """A question with its five answers."""

    name: str
    question: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatePage:
    """`trouble`: why the form comes back; what was filled stands there still."""

    frame: Frame
    heading: str
    hint: str
    first: ItemQuestion
    more: str
    others: tuple[ItemQuestion, ...]
    text_label: str
    text_hint: str
    text: str
    text_max: int
    action: str
    count: int
    button: str
    back: str
    back_words: str
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """What came back: levels that are levels, the text as it was typed, how many wishes there were before."""

    levels: tuple[tuple[str, int], ...] = ()
    text: str = ""
    count: int = -1


def read_form(fields: Mapping[str, str]) -> FilledForm:
    """The fields of a form, whatever was sent. What is no level is no answer."""
    known = {str(int(level)): int(level) for level in Level}
    count = fields.get("count", "")
    return FilledForm(
        levels=tuple((item, known[fields[item]]) for item in ITEMS if fields.get(item) in known),
        text=fields.get("text", ""),
        count=int(count) if count.isascii() and count.isdigit() and len(count) <= 2 else -1,  # noqa: PLR2004 two digits
    )


def evaluate_page(
    voice: Voice, offered: Offered, code: str, filled: FilledForm | None = None, trouble: str = ""
) -> EvaluatePage:
    """The form. `code`: of the address, for the way there and back."""
    filled = filled or FilledForm()
    questions = tuple(_question(voice, item, filled) for item in ITEMS)
    return EvaluatePage(
        frame=voice.frame("evaluate_title"),
        heading=voice.say(f"evaluate.heading_{offered.subject.value}"),
        hint=voice.say("evaluate.hint"),
        first=questions[0],
        more=voice.say("evaluate.more"),
        others=questions[1:],
        text_label=voice.say("evaluate.text"),
        text_hint=voice.say("evaluate.text_hint", max=TEXT_CHARS_MAX),
        text=filled.text,
        text_max=TEXT_CHARS_MAX,
        action=WishKind.EVALUATE.value,
        count=offered.wish_count,
        button=voice.say("evaluate.send"),
        back=f"../{code}",
        back_words=voice.say("evaluate.back"),
        trouble=trouble,
    )


def _question(voice: Voice, item: str, filled: FilledForm) -> ItemQuestion:
    said = dict(filled.levels).get(item)
    return ItemQuestion(
        name=item,
        question=voice.texts.get(f"kiosk.evaluate.{item}"),
        answers=tuple(
            Answer(int(level), voice.texts.get(f"kiosk.evaluate.level_{int(level)}"), said == level)
            for level in sorted(Level, reverse=True)
        ),
    )
