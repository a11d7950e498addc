"""Who may sign in, as lines of a sign-in page: counter and dispatch screen alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cases.texts import Texts
from cases.views import StaffView


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """Somebody who may sign in here."""

    staff_id: str
    name: str
    role: str
    is_chosen: bool


def person_lines(people: Sequence[StaffView], chosen: int, texts: Texts) -> list[PersonLine]:
    """One line a person; a role that this version has no word for is left blank."""
    return [
        PersonLine(
            staff_id=person.staff_id,
            name=person.name,
            role=texts.get(key) if (key := f"counter_desk.role.{person.role}") in texts.keys else "",
            is_chosen=index == chosen,
        )
        for index, person in enumerate(people)
    ]
