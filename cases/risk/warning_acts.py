"""What people do with a warning, in plain words as the counter sends them."""

from dataclasses import dataclass

from cases.roles import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftByHand:
    """One is wanted now: `area` 6 digits a banner, 9 a town; `group` two digits, "" for every type."""

    area: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """改写一节: `section` of warning_report.Section; "" takes the person's words back."""

    section: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve:
    """批准: it gets its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """不发."""

    reason: str


WarningAct = Edit | Approve | Drop

WARNING_ACTS: dict[str, tuple[type[WarningAct], Right]] = {
    "edit": (Edit, Right.SUPERVISE),
    "approve": (Approve, Right.APPROVE),
    "drop": (Drop, Right.APPROVE),
}
"""The path of every act, and the right that it needs."""
NAME_OF = {act: name for name, (act, _right) in WARNING_ACTS.items()}
