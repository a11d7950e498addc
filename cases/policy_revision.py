"""A policy revision (制度修订): files of assets/policy as this hall has changed them; in force from the event on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRevised:
    """`files`: (name relative to assets/policy, whole text). A later revision of the same name replaces it."""

    files: tuple[tuple[str, str], ...]
    staff_id: str
    why: str = ""
