"""Wishes from the phone, decided: pulled from the centre in order, each answered once (design.md §2, additions).

Cursor and effect are one transaction; a wish that comes twice changes nothing.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.errors import StoreError, passing_over
from case_store.hall.evaluating import Said, keep
from case_store.hall.evaluation_text import SealedText
from case_store.hall.house import House
from case_store.hall.runner import Runner
from case_store.log.event_log import Work
from case_store.log.history import visit_name, visit_of
from case_store.log.schema import outbox, visit, wish_cursor
from case_store.log.sql import upsert
from cases.casework.evaluation import Channel
from cases.hall_time import hall_date
from cases.queue.visit import IN_THE_HOUSE
from cases.queue.visit_commands import VisitCommand
from cases.queue.visit_decisions import decide
from cases.queue.wish import Wish, WishDecided, WishKind, command_of, decided
from cases.refusal import Refusal

PHONE = "phone"
_CURSOR = sa.select(wish_cursor.c.position).where(wish_cursor.c.stream == param("s"))
_SET = upsert(wish_cursor)
_MOVE = _SET.on_conflict_do_update(index_elements=["stream"], set_={"position": _SET.excluded["position"]})
_IN_THE_HOUSE = (
    sa.select(visit.c.visit_id)
    .where(
        visit.c.stream == param("s"),
        visit.c.business_date == param("d"),
        visit.c.state.in_([state.value for state in IN_THE_HOUSE]),
    )
    .limit(1)
)
_UNTOLD = (
    sa.select(outbox.c.position).where(outbox.c.stream == param("s"), outbox.c.verdict.is_(None)).limit(1)
)


class WishesDoor:
    """The hall's side of the citizen's phone."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def cursor(self) -> int:
        """The last wish that was answered."""
        with self._runner.reading() as connection:
            return int(connection.execute(_CURSOR, {"s": self._runner.stream}).scalar() or 0)

    def standing(self) -> tuple[bool, bool]:
        """(whether somebody is in the house who may wish something, whether the centre has been told everything)."""
        this = {"s": self._runner.stream, "d": hall_date(self._runner.clock_now()).isoformat()}
        with self._runner.reading() as connection:
            somebody = connection.execute(_IN_THE_HOUSE, this).first() is not None
            untold = connection.execute(_UNTOLD, this).first() is not None
        return somebody, not untold

    def answer(self, wishes: Sequence[Wish]) -> None:
        """Decide each, in order, one transaction a wish: a bad one holds up nobody."""
        for wish in wishes:
            with self._runner.writing() as work:
                self._answer(work, wish)

    def _answer(self, work: Work, wish: Wish) -> None:
        if wish.position <= int(work.connection.execute(_CURSOR, {"s": work.stream}).scalar() or 0):
            return
        name = f"wish:{wish.wish_id}"
        with passing_over():  # an answer that is damaged was an answer
            if not any(isinstance(event, WishDecided) for event in work.past(name)):
                answer = self._granted(work, wish)
                work.record(name, [decided(wish, answer)], PHONE)
        work.connection.execute(_MOVE, {"stream": work.stream, "position": wish.position})

    def _granted(self, work: Work, wish: Wish) -> VisitCommand | Refusal | None:
        if wish.kind == WishKind.EVALUATE:
            return self._evaluated(work, wish)
        calling = self._house.policy.hall.calling
        try:
            state = visit_of(work, wish.visit_id)
        except StoreError:  # events of a newer version: not decidable here, and no reason to stop at it
            return Refusal("wish.unknown_kind")
        if state is not None and state.business_date < hall_date(work.now):
            return Refusal("wish.day_over")
        command = command_of(wish, work.now, calling.postpone_minutes, calling.postponements_max)
        if isinstance(command, Refusal):
            return command
        events = decide(state, command)
        if isinstance(events, Refusal):
            return events
        work.record(visit_name(wish.visit_id), events, PHONE)
        return command

    def _evaluated(self, work: Work, wish: Wish) -> Refusal | None:
        wished = wish.evaluation
        if wished is None:
            return Refusal("wish.unknown_kind")
        text = (
            SealedText(sealed=wished.text, keys=wished.keys, emergencies=wished.emergencies)
            if wished.text
            else None
        )
        said = Said(
            subject=wished.subject,
            subject_id=wish.visit_id,
            levels=wished.levels,
            channel=Channel.PHONE,
            sealed=text,
        )
        try:
            kept = keep(work, self._house, said)
        except StoreError:  # events of a newer version
            return Refusal("wish.unknown_kind")
        return kept if isinstance(kept, Refusal) else None
