"""工作建议: policy's own sentences, chosen by which terms are high, which kinds lead and what else was found. Pure."""

from collections.abc import Iterable, Sequence

from cases.policy.warnings import SuggestionPolicy, WarningsPolicy
from cases.risk.warning_report import TENTHS, IndexTerm


def suggestions(
    rules: WarningsPolicy,
    terms: Iterable[IndexTerm],
    level: str,
    leading: Sequence[str],
    *,
    has_hot_spots: bool,
) -> tuple[str, ...]:
    """Policy's sentences whose conditions all hold, in policy's order. `leading`: the first kinds of matters."""
    tenths = {one.term: one.tenths for one in terms}

    def holds(one: SuggestionPolicy) -> bool:
        value = tenths.get(one.term)
        return (
            (one.at_least is None or (value is not None and value >= one.at_least * TENTHS))
            and (not one.groups or bool(set(one.groups) & set(leading)))
            and (not one.levels or level in one.levels)
            and (has_hot_spots or not one.hot_spots)
        )

    return tuple(one.text for one in rules.suggestions if holds(one))[: rules.suggestions_max]
