"""What stands above a list, in words: the four lists, the heads of the columns, the filters."""

from dataclasses import dataclass

from cases.texts import Texts
from cases.views_lists import ListAsked, ListKind
from counter.lists.asked import COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLine:
    """One of the four lists."""

    name: str
    title: str
    key: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """A column's head."""

    name: str
    title: str
    mark: str  # which way it is sorted, empty for the others


def kind_lines(asked: ListAsked, texts: Texts) -> list[KindLine]:
    """The four lists, each with its digit."""
    return [
        KindLine(
            name=kind.value,
            title=texts.get(f"lists.kind.{kind.value}"),
            key=str(number),
            is_chosen=kind is asked.kind,
        )
        for number, kind in enumerate(ListKind, 1)
    ]


def column_lines(asked: ListAsked, texts: Texts) -> list[ColumnLine]:
    """The columns, one of them marked."""
    mark = texts.get("lists.column.down" if asked.descending else "lists.column.up")
    return [
        ColumnLine(
            name=column.value,
            title=texts.get(f"lists.column.{column.value}"),
            mark=mark if column is asked.sort else "",
        )
        for column in COLUMNS
    ]


def filter_text(name: str, value: str | None, texts: Texts) -> str:
    """亮灯：超期."""
    word = texts.get(f"lists.{name}.{value}") if value else texts.get("lists.filter.all")
    return texts.get(f"lists.filter.{name}", value=word)
