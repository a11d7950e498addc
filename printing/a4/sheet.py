"""The words and rows that descriptions are made of: texts by key, labels, numbered items, dates and blanks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from cases.hall_time import hall_date
from cases.texts import Texts
from printing.a4.document import Block, Cell, Closing, Document, Fold, Ink, Look, Paragraph, Row, SignLine
from printing.numbered import Numbered
from printing.slips.receipt import CASE_CODE_GROUPS
from printing.wording import clock_time, day_in_full, grouped

GRID = (1.0,) * 24  # columns of a form: labels take 3 of them
_LABEL, _HALF, _WIDE = 3, 9, 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A party, as a form lists one. Masked: `id_number`, `phone`; `address` down to village (domain.md §4.2)."""

    side: str  # 申请人, 被申请人, 代理人
    name: str
    sex: str = ""
    nation: str = ""
    born: str = ""  # 年龄 where the form asks for it
    id_number: str = ""
    phone: str = ""
    address: str = ""
    occupation: str = ""


class Sheet:
    """A description on its way: knows its kind, so that texts are asked by their last part."""

    def __init__(self, given: Numbered, texts: Texts) -> None:
        self._given = given
        self._texts = texts

    # Words

    def say(self, key: str, **facts: object) -> str:
        """`papers.KIND.key`."""
        return self._texts.get(f"papers.{self._given.kind.value}.{key}", **facts)

    def a4(self, key: str, **facts: object) -> str:
        """`papers.a4.key`, what all papers share."""
        return self._texts.get(f"papers.a4.{key}", **facts)

    def field(self, name: str) -> str:
        """A label."""
        return self._texts.get(f"papers.field.{name}")

    def day(self, day: date | None) -> str:
        """2026年11月23日; a blank to fill in for None."""
        return self.a4("blank_date") if day is None else day_in_full(day, self._texts)

    def moment(self, at: datetime | None) -> str:
        """2026年11月23日09:31, in hall time; a blank to fill in for None."""
        if at is None:
            return self.a4("blank_date")
        return self.a4("moment", date=self.day(hall_date(at)), time=clock_time(at))

    def due(self, day: date, *, provisional: bool) -> str:
        """A last day; `provisional`: its year has no calendar yet (domain.md §3.2)."""
        if provisional:
            return self.a4("due_provisional", date=self.day(day), year=day.year)
        return self.day(day)

    def code(self, case_code: str) -> str:
        """A case code in groups."""
        return grouped(case_code, CASE_CODE_GROUPS)

    def listed(self, parts: Iterable[str]) -> str:
        """甲、乙、丙."""
        return self.a4("list_separator").join(parts)

    def boxes(self, choices: Iterable[tuple[str, bool]]) -> str:
        """■同意调解 □不同意调解."""
        return " ".join(self.a4("box_on" if chosen else "box_off", text=text) for text, chosen in choices)

    def ordinal(self, number: int) -> str:
        """一, 十一, 二十 … 九十九."""
        digits, ten = self.a4("ordinals"), self.a4("ten")
        tens, ones = divmod(number, 10)
        head = "" if not tens else ten if tens == 1 else digits[tens - 1] + ten
        return head + (digits[ones - 1] if ones else "")

    # Blocks of a notice

    def addressee(self, name: str) -> Paragraph:
        """Flush left, with its colon."""
        return Paragraph(self.a4("addressee", addressee=name), indent=False)

    def headed(self, *sections: tuple[str, Iterable[str]]) -> Iterable[Block]:
        """一、… each with its paragraphs; a section that has nothing to say is left out."""
        told = [(head, list(texts)) for head, texts in sections]
        for number, (head, texts) in enumerate(((h, t) for h, t in told if any(t)), 1):
            yield Paragraph(
                self.a4("numbered", number=self.ordinal(number), text=self.say(head)), Ink.HEADING
            )
            for text in texts:
                yield Paragraph(text)

    def items(self, texts: Iterable[str]) -> Iterable[str]:
        """1. …, 2. …; a single one stands without a number."""
        kept = list(texts)
        return kept if len(kept) == 1 else [f"{number}. {text}" for number, text in enumerate(kept, 1)]

    def attachments(self, names: Iterable[str]) -> Iterable[Block]:
        """附件：1. …；2. …, where there are any."""
        if items := list(self.items(names)):
            text = self.a4("attachment_separator").join(items)
            yield Paragraph(self.a4("attachment", text=text))

    def fold(self, lines: tuple[str, ...]) -> Iterable[Block]:
        """怎么算的, where somebody has said how."""
        if lines:
            yield Fold(self.a4("how"), lines)

    def closing(self, issuer: str = "") -> Closing:
        """落款: the centre, or who else puts the seal."""
        return Closing(issuer or self._given.centre_name, self.day(self._given.issued_on))

    def sign_line(self, label: str) -> SignLine:
        """A line to sign on, and a date."""
        return SignLine(label, self.a4("blank_date"))

    # Rows of a form

    def label(self, name: str, span: int = _LABEL) -> Cell:
        """A label cell."""
        return Cell(self.field(name), span=span, label=True)

    def two(self, left: tuple[str, str], right: tuple[str, str]) -> Row:
        """Two labels, two values."""
        cells = [(self.label(name), Cell(value, span=_HALF)) for name, value in (left, right)]
        return Row(tuple(cell for pair in cells for cell in pair))

    def wide(self, name: str, value: str, *, height_mm: float = 0.0, foot: str = "") -> Row:
        """One label, one value over the rest."""
        return Row((self.label(name), Cell(value, span=_WIDE, foot=foot)), height_mm)

    def heads(self, *names: tuple[str, int]) -> Row:
        """A row of labels with their spans."""
        return Row(tuple(self.label(name, span) for name, span in names))

    # The whole

    def notice(self, title: str, blocks: Iterable[Block]) -> Document:
        """A numbered notice."""
        return self._document(Look.NOTICE, self._given.number, title, blocks)

    def form(
        self, title: str, blocks: Iterable[Block], *, each_page: str = "", head: bool = True
    ) -> Document:
        """A form."""
        number_line = self.a4("number_line", number=self._given.number)
        return self._document(Look.FORM, number_line, title, blocks, each_page=each_page, head=head)

    def slip(self, title: str, blocks: Iterable[Block]) -> Document:
        """A slip on A5."""
        return self._document(Look.SLIP, self.a4("number_line", number=self._given.number), title, blocks)

    def _document(
        self,
        look: Look,
        number_line: str,
        title: str,
        blocks: Iterable[Block],
        *,
        each_page: str = "",
        head: bool = True,
    ) -> Document:
        return Document(
            kind=self._given.kind,
            look=look,
            issuer=self._given.centre_name,
            number=self._given.number,
            number_line=number_line,
            title=title,
            blocks=tuple(blocks),
            each_page=each_page,
            head=head,
        )
