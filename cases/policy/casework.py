"""casework.toml: the lists that handling chooses from, and what closing asks for (domain.md §3.2–§3.5, §4.2)."""

from typing import Self

from pydantic import Field, model_validator

from cases.deadlines.clock_kinds import ClockKind
from cases.policy.policy_file import Mistake, Part, PolicyFile, parse_file


class NamedKind(Part):
    """An entry of a list: its key stands in events, the name is what staff read."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=1)


class RecordKind(NamedKind):
    """办理记录. `consultation`: it answers what a second return owes (会商). `asks_zone`: a place belongs to it."""

    consultation: bool = False
    asks_zone: bool = False


class RoomPolicy(NamedKind):
    """A room (调解室) and the function zone that it is in; "" for one that lies elsewhere."""

    zone: str = ""


class CaseworkPolicy(PolicyFile):
    """All of it. `failed_contacts_min` contacts at least `failed_contact_gap_minutes` apart stand for feedback (I3)."""

    failed_contacts_min: int = Field(ge=1)
    failed_contact_gap_minutes: int = Field(ge=0)
    returns_before_consultation: int = Field(ge=1)
    suspendable_clocks: tuple[str, ...]
    record_kinds: tuple[RecordKind, ...] = Field(min_length=1)
    appointment_kinds: tuple[NamedKind, ...] = Field(min_length=1)
    suspend_reasons: tuple[NamedKind, ...] = Field(min_length=1)
    reopen_reasons: tuple[NamedKind, ...] = Field(min_length=1)
    contact_channels: tuple[NamedKind, ...] = Field(min_length=1)
    rooms: tuple[RoomPolicy, ...] = ()

    @model_validator(mode="after")
    def _clocks_exist_and_keys_once(self) -> Self:
        for name in self.suspendable_clocks:
            if name not in set(ClockKind):
                raise Mistake("suspendable_clocks", f"没有叫 {name} 的期限")
        lists = {
            "record_kinds": self.record_kinds,
            "appointment_kinds": self.appointment_kinds,
            "suspend_reasons": self.suspend_reasons,
            "reopen_reasons": self.reopen_reasons,
            "contact_channels": self.contact_channels,
            "rooms": self.rooms,
        }
        for name, entries in lists.items():
            keys = [entry.key for entry in entries]
            if len(set(keys)) != len(keys):
                raise Mistake(name, "有 key 重复")
        if not any(kind.consultation for kind in self.record_kinds):
            raise Mistake("record_kinds", "至少要有一种是会商（consultation = true）")
        return self

    def record_kind(self, key: str) -> RecordKind | None:
        """A kind of record by its key."""
        return next((kind for kind in self.record_kinds if kind.key == key), None)


def knows(entries: tuple[NamedKind, ...], key: str) -> bool:
    """Whether a list has this key."""
    return any(entry.key == key for entry in entries)


def parse_casework(text: str, file: str) -> CaseworkPolicy:
    """casework.toml as its model. Raises PolicyError."""
    return parse_file(CaseworkPolicy, text, file)
