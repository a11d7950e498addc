"""A key of another system (外部系统密钥): what it may be used for."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cases.refusal import Refusal

DAYS_MAX = 730  # a key that lives longer has been forgotten
SYSTEM = "system:"  # before the key's id, as the envelope names who did something


class Scope(StrEnum):
    """What one key may do; a key has at least one of them."""

    FIGURES = "figures"  # what the public wall shows
    CASES = "cases"  # the cases of one unit, persons masked
    IMPORT = "import"  # send matters


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyWish:
    """What an administrator asks for. `unit`: of units.toml, for Scope.CASES. `days`: how long it holds."""

    name: str
    scopes: tuple[Scope, ...]
    unit: str = ""
    days: int = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A key as an administrator sees it; never the key itself."""

    key_id: str
    name: str
    scopes: tuple[Scope, ...]
    unit: str
    made_by: str
    made_at: datetime
    until: datetime
    ended_at: datetime | None
    uses: int
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeKey:
    """Shown once: the store keeps only its hash."""

    row: KeyRow
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Another system that has shown its key. `actor` as the envelope names it."""

    key_id: str
    name: str
    unit: str

    @property
    def actor(self) -> str:
        """Whoever reads the log finds the key by its id."""
        return f"{SYSTEM}{self.key_id}"


def check_wish(wish: KeyWish, *, unit_known: bool) -> Refusal | None:
    """What is wrong with a wish."""
    if not wish.name.strip() or not wish.scopes:
        return Refusal("api_key.incomplete")
    if not 1 <= wish.days <= DAYS_MAX:
        return Refusal("api_key.days", {"most": DAYS_MAX})
    if (Scope.CASES in wish.scopes) != bool(wish.unit):
        return Refusal("api_key.unit_missing")
    if wish.unit and not unit_known:
        return Refusal("api_key.unit_not_known", {"unit": wish.unit})
    return None
