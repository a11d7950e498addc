"""Rows of BarList.qml: counts that share one scale."""

from dataclasses import dataclass

from cases.texts import Texts
from cases.views_figures import CountLine, TopTypes


@dataclass(frozen=True, slots=True)
class BarShown:
    """A bar; `count` is text because a hidden one is a dash. `is_known`: there is a list behind it."""

    key: str
    name: str
    count: str
    share: float
    spoken: str
    is_known: bool


def type_bars(types: TopTypes | None, texts: Texts) -> tuple[BarShown, ...]:
    """高频类型, the most frequent first."""
    if types is None:
        return ()
    top = max((line.count or 0 for line in types.lines), default=0)
    return tuple(_bar(line, top, texts) for line in types.lines)


def _bar(line: CountLine, top: int, texts: Texts) -> BarShown:
    if line.count is None:
        hidden = texts.get("plots.hidden")
        return BarShown(
            line.key, line.name, hidden, 0.0, texts.get("plots.bar_hidden", name=line.name), is_known=False
        )
    return BarShown(
        line.key,
        line.name,
        str(line.count),
        line.count / top if top else 0.0,
        texts.get("plots.bar", name=line.name, count=line.count),
        is_known=True,
    )
