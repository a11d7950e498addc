"""Who acts on a case."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts. `unit` is an id of units.toml; "" for the centre's own people."""

    staff_id: str
    role: str
    unit: str = ""
