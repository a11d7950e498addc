"""What the lists of the page 管理 have in common: a line with its facts, and a choice of buttons."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLine:
    """`standing`: the word at the right; `is_loud` where somebody should look."""

    line_id: str
    name: str
    facts: str
    standing: str = ""
    is_loud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLine:
    """One of a few answers."""

    name: str
    title: str
    is_chosen: bool


def choices(titles: dict[str, str], chosen: str) -> list[ChoiceLine]:
    """The answers of a choice, by their keys."""
    return [ChoiceLine(name=name, title=title, is_chosen=name == chosen) for name, title in titles.items()]
