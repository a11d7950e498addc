"""How dates, times and codes are written on paper; the sentences themselves are `papers.*` of cases.texts."""

from datetime import date, datetime

from cases.hall_time import hall_time
from cases.texts import Texts
from printing.paper import PaperKind


def paper_name(kind: PaperKind, texts: Texts) -> str:
    """What people call that paper, 小票 or 回执: {paper} in refusals_printing.toml."""
    return texts.get(f"papers.{kind.value}.kind")


def day_in_full(day: date, texts: Texts) -> str:
    """2026年11月23日."""
    return texts.get("papers.date", year=day.year, month=day.month, day=day.day)


def day_of_year(day: date, texts: Texts) -> str:
    """11月23日."""
    return texts.get("papers.date_short", month=day.month, day=day.day)


def clock_time(at: datetime) -> str:
    """09:40, in hall time."""
    return hall_time(at).strftime("%H:%M")


def grouped(code: str, sizes: tuple[int, ...]) -> str:
    """`code` in groups of `sizes` characters, for reading aloud and typing; of another length it stays as it is."""
    bare = code.replace(" ", "")
    if len(bare) != sum(sizes):
        return code
    ends = [sum(sizes[: count + 1]) for count in range(len(sizes))]
    return " ".join(bare[end - size : end] for size, end in zip(sizes, ends, strict=True))
