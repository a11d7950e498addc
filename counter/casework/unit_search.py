"""Options of a form found by a few characters, and the units that a matter can be given to."""

from collections.abc import Sequence

from cases.policy.policy import Policy
from counter.casework.act_context import Option
from screenkit.name_search import find_named, units_to_give_to


def find(options: Sequence[Option], words: str) -> list[Option]:
    """The best six, by name or reading."""
    return find_named(options, words, lambda one: one.name)


def unit_options(policy: Policy) -> tuple[Option, ...]:
    """Every unit that a matter can be given to."""
    return tuple(Option(code=unit.id, name=unit.name) for unit in units_to_give_to(policy))
