"""满意度评价表 `evaluation_form` on 80 mm: five items, five levels, voluntary (domain.md §3.6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cases.paper.paper_record import DocumentKind
from cases.texts import Texts
from printing.numbered import Numbered
from printing.paper import Align, Block, Gap, Paper, PaperKind, Role, Rule, Text, TickTable

ITEMS = ("attitude", "speed", "lawful", "result", "overall")
LEVELS = (5, 4, 3, 2, 1)
_WRITING_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationForm(Numbered):
    """Empty, to be filled in by hand. No person and no case on it: `number` tells the centre which matter it is."""

    kind: ClassVar[DocumentKind] = DocumentKind.EVALUATION_FORM


def evaluation_slip(given: EvaluationForm, texts: Texts) -> Paper:
    """Describe the form on 80 mm."""
    return Paper(PaperKind.EVALUATION_FORM, tuple(_blocks(given, texts)))


def _blocks(given: EvaluationForm, texts: Texts) -> Iterator[Block]:
    def form(key: str) -> str:
        return texts.get(f"papers.evaluation_form.{key}")

    def slip(key: str) -> str:
        return texts.get(f"papers.evaluation_slip.{key}")

    yield Text(Role.CENTRE_NAME, given.centre_name, Align.CENTRE)
    yield Text(Role.TITLE, form("title"), Align.CENTRE)
    yield Text(Role.BODY, slip("invite"))
    yield Rule(dashed=True)
    questions = tuple(form(f"item_{item}") for item in ITEMS)
    answers = tuple(form(f"level_{level}") for level in LEVELS)
    yield TickTable(questions, answers, slip("box"))
    yield Rule(dashed=True)
    yield Text(Role.BODY, slip("words"))
    for _ in range(_WRITING_LINES):
        yield Gap(3)
        yield Rule(dashed=False)
    yield Text(Role.BODY, slip("sign"))
    yield Rule(dashed=False)
    yield Text(Role.BODY, slip("promise"))
    yield Text(Role.BODY, given.number)
    yield Gap(2)
