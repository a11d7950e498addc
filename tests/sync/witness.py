"""Looked at while a history goes on: what a later repair would hide.

Upstream finds a hole by itself and all of it is told again, so that at the end nothing shows whether somebody said yes
too early, or forgot too early. A disk that had gone in between would have taken it along.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.sync.network import Answer, Question

if TYPE_CHECKING:
    from tests.sync.history import World
    from tests.sync.machines import StoreMachine

PUSH, SUBMISSION = "/v1/sync/push", "/v1/submissions"
KEPT = "SELECT id FROM event UNION SELECT id FROM quarantine"
_FORGOTTEN = """
    SELECT id FROM event WHERE stream = ?1 AND NOT EXISTS (
        SELECT 1 FROM outbox
        WHERE outbox.stream = event.stream AND outbox.position = event.position AND outbox.verdict IS NULL)
"""


@dataclass
class Witness:
    """Writes down in the timeline's troubles what it saw."""

    world: "World"

    def answered(self, host: str, question: Question, answer: Answer) -> None:
        """A store has just said something: what it said yes to is on its disk at that instant."""
        machine = self.world.machines.get(host)
        if machine is None or answer.status != 200 or question.path != PUSH:
            return
        said = {one["id"] for one in json.loads(answer.content)["verdicts"]}
        missing = said - {row[0] for row in machine.disk.rows(KEPT)}
        if missing:
            self._saw(f"{host} said yes to {missing}, which is on no disk")

    def looks(self) -> None:
        """What a hall does not owe any more is at the centre. Of a centre that was put back nothing can be said."""
        world = self.world
        if world.seen["centre put back"]:
            return
        kept = {row[0] for row in world.centre.disk.rows(KEPT)}
        for machine in world.stores():
            if not machine.is_centre and (gone := self._forgotten(machine) - kept):
                self._saw(f"{machine.name} forgot {gone}, which the centre does not have")

    def _forgotten(self, machine: "StoreMachine") -> set[str]:
        return {row[0] for row in machine.disk.rows(_FORGOTTEN, machine.stream)} - set(self.world.damaged)

    def _saw(self, what: str) -> None:
        self.world.timeline.troubles.append(AssertionError(what))
