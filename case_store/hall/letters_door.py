"""Letters from the centre, taken in: each kept as an addition of the hall's own, and answered where it asks (issue 5).

Effect and answer are one transaction; the cursor moves after it. A letter that comes twice is known by its id.
"""

from uuid import UUID, uuid5

import sqlalchemy as sa
import structlog
from sqlalchemy import bindparam as param

from case_store.errors import StoreError
from case_store.hall.house import House
from case_store.hall.runner import Runner
from case_store.log.event_log import Happened, Work
from case_store.log.history import case_name, case_of
from case_store.log.schema import event, letter_cursor
from case_store.log.sql import upsert
from cases.casework.case_additions import ActionAsked
from cases.casework.case_events import CaseEvent
from cases.casework.case_folding import is_addition
from cases.casework.case_rules import settle
from cases.casework.letter import Letter, Letters
from cases.codec import UnknownEvent, decode
from cases.refusal import Refusal

_log = structlog.get_logger(__name__)

_NAMESPACE = UUID("0d3f5b6e-7a53-5d19-8f0b-5d8e3c0c2a77")
_CURSOR = sa.select(letter_cursor.c.position).where(letter_cursor.c.stream == param("s"))
_SET = upsert(letter_cursor)
_MOVE = _SET.on_conflict_do_update(index_elements=["stream"], set_={"position": _SET.excluded["position"]})
_HERE = sa.select(event.c.id).where(event.c.stream == param("s"), event.c.id == param("i"))


class LettersDoor:
    """The hall's side of those who work at the centre on its cases."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def cursor(self) -> int:
        """From where to go on asking."""
        with self._runner.reading() as connection:
            return int(connection.execute(_CURSOR, {"s": self._runner.stream}).scalar() or 0)

    def take(self, pulled: Letters) -> None:
        """Each letter in its order, one transaction a letter: a bad one holds up nobody."""
        for letter in pulled.letters:
            try:
                with self._runner.writing() as work:
                    self._take(work, letter)
            except (
                StoreError,
                ValueError,
            ) as error:  # of a newer version, or torn: it stands in the centre's log
                _log.error("letter not taken", id=letter.event_id, error=type(error).__name__)
        if pulled.position != self.cursor():
            with self._runner.writing() as work:
                work.connection.execute(_MOVE, {"stream": work.stream, "position": pulled.position})

    def _take(self, work: Work, letter: Letter) -> None:
        own_id = uuid5(_NAMESPACE, f"{work.stream}/{letter.event_id}")
        if work.connection.execute(_HERE, {"s": work.stream, "i": str(own_id)}).first() is not None:
            return
        added, case = decode(letter.type, letter.v, letter.body), case_of(work, letter.case_id)
        if isinstance(added, UnknownEvent):
            raise StoreError("store.upgrade_first", type=letter.type, v=letter.v)
        if case is None or not isinstance(added, CaseEvent) or not is_addition(added):
            _log.error("letter of no case", id=letter.event_id)
            return
        name = case_name(letter.case_id)
        work.append(Happened(aggregate=name, event=added, at=letter.at, actor=letter.actor, id=own_id))
        if isinstance(added, ActionAsked):
            answer = settle(case, added, self._house.policy, work.now, work.stream)
            if not isinstance(answer, Refusal):
                work.record(name, answer, letter.actor)
