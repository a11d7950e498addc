"""销毁 and 保全: what is said of a case's key. Additions: whichever store says it, every replica hears it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForgotten:
    """The case's key is destroyed. Without content: who asked, who confirmed, and a reason of retention.toml."""

    request_id: str
    staff_id: str
    confirmed_by: str
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldPlaced:
    """保全, for a reason of retention.toml."""

    hold_id: str
    reason_code: str
    staff_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLifted:
    """That reason is gone."""

    hold_id: str
    staff_id: str
