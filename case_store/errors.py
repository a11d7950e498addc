"""What can go wrong with the machinery of a store; a rule that says no is a `Refusal`, never one of these."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from cases.refusal import Refusal

T = TypeVar("T")
NOT_DECIDABLE = frozenset({"event.damaged", "store.upgrade_first", "archive.words_away", "rebuild.needed"})
"""What an aggregate's own events say of it: nobody decides on it here, and every other one is as it was."""


class StoreError(Exception):
    """`code` names three sentences in assets/texts/refusals.toml; `facts` are their arguments, never a person."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts: dict[str, str | int] = facts


@contextmanager
def passing_over() -> Iterator[None]:
    """For one of many: what cannot be decided on here, by reason of its own events, holds up no other of them."""
    try:
        yield
    except StoreError as error:
        if error.code not in NOT_DECIDABLE:
            raise


def granted(decided: T | Refusal) -> T:
    """What a decider answered where its rules cannot say no; TypeError is a mistake of ours, not of a person."""
    if isinstance(decided, Refusal):
        raise TypeError(f"this is never refused: {decided.code}")
    return decided
