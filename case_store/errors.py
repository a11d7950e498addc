"""What can go wrong with the machinery of a store; a rule that says no is a `Refusal`, never one of these."""

from typing import TypeVar

from cases.refusal import Refusal

T = TypeVar("T")


class StoreError(Exception):
    """`code` names three sentences in assets/texts/refusals.toml; `facts` are their arguments, never a person."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts: dict[str, str | int] = facts


def granted(decided: T | Refusal) -> T:
    """What a decider answered where its rules cannot say no; TypeError is a mistake of ours, not of a person."""
    if isinstance(decided, Refusal):
        raise TypeError(f"this is never refused: {decided.code}")
    return decided
