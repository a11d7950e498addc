"""A rule that says no, as a value: every caller has to look at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Facts = Mapping[str, str | int]


class Reader(StrEnum):
    """Who reads a sentence: three readers, three different sentences."""

    CITIZEN = "citizen"
    STAFF = "staff"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Refusal:
    """`code` names three sentences in assets/texts/refusals*.toml; `facts` are ids and counts, never a person."""

    code: str
    facts: Facts = field(default_factory=dict)
