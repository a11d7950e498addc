"""文号: the number of a paper of the hall, 〔2026〕7号, gap-free per word and year. Source: domain.md §1.5 U6."""

from dataclasses import dataclass

from cases.policy.coordination import SERIAL, WORD, YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber:
    """`text` is how it was written when it was given: a later policy changes no paper that is out."""

    word: str
    year: int
    serial: int
    text: str


def document_number(word: str, year: int, last: int, number_format: str) -> DocumentNumber:
    """The number after `last` (0: none was given in this year)."""
    serial = last + 1
    text = number_format
    for part, value in ((WORD, word), (YEAR, str(year)), (SERIAL, str(serial))):
        text = text.replace(part, value)
    return DocumentNumber(word=word, year=year, serial=serial, text=text)
