"""What a form of an act is made on, and the kinds of its fields. Forms are data, and one page shows them all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views_casework import CaseView

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContext:
    """The case as it was shown, the policy in force, and the day."""

    view: CaseView
    policy: Policy
    texts: Texts
    today: date

    def say(self, key: str, **facts: object) -> str:
        """A sentence of counter_casework.toml."""
        return self.texts.get(f"counter_casework.{key}", **facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An answer, with why or to what it belongs."""

    code: str
    name: str
    note: str = ""


class FieldKind(StrEnum):
    """How a field is filled. What is written in a line is read by its kind (`act_values`)."""

    CHOICE = "choice"  # by a digit
    SEARCH = "search"  # by a few characters
    UNITS = "units"  # the same, several; the first leads
    LINE = "line"
    TEXT = "text"  # several lines
    DAY = "day"
    MOMENT = "moment"  # day and time, to come
    HAPPENED = "happened"  # day and time, over
    NUMBER = "number"
    PHONE = "phone"
    AMOUNT = "amount"  # of money; read as fen


def always(_on: FormContext, _values: Values) -> bool:
    """A field that is always asked."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `preset`: what stands in it at first; `sets`: what a choice writes in other fields.

    `required` fields must be filled as far as they are `wanted`.
    """

    key: str
    kind: FieldKind
    options: Callable[[FormContext], tuple[Option, ...]] | None = None
    preset: Callable[[FormContext], str] | None = None
    sets: Callable[[FormContext, str], Values] | None = None
    wanted: Callable[[FormContext, Values], bool] = always
    required: bool = False
    lines: int = 3
