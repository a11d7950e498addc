"""What every numbered paper is given: who issues it, its number and its day (赤峰's 五单两函: number every paper)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import ClassVar

from cases.paper.paper_record import DocumentKind, Value, content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The base of all inputs. Persons come masked as `cases.people.masking` does it; each input says which fields.

    Raises ValueError for a paper without number or issuer.
    """

    kind: ClassVar[DocumentKind]

    centre_name: str  # the full legal name
    number: str  # 文号 or 编号
    issued_on: date
    phone: str  # the centre's

    def __post_init__(self) -> None:
        for name in ("centre_name", "number"):
            if not str(getattr(self, name)).strip():
                raise ValueError(f"{self.kind}: {name} is empty")


def described(given: Numbered) -> Mapping[str, Value]:
    """Every field by name, as the paper's digest takes them."""
    return {field.name: _value(getattr(given, field.name)) for field in fields(given)}


def hash_of(given: Numbered) -> str:
    """The content hash: of kind, number and every field (cases.paper.paper_record)."""
    return content_hash(given.kind, given.number, described(given))


def _value(value: object) -> Value:
    if is_dataclass(value):
        return {field.name: _value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [_value(part) for part in value]
    if value is None or isinstance(value, str | int | date):
        return value
    raise ValueError(f"a paper cannot hold a {type(value).__name__}")
