"""How a hall's command runs: gather → decide (pure) → append in one transaction; told to others only after the commit.

Doors of the hall (calling, casework, lists, …) share one runner. Everything here runs in the store's one thread.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
import uuid_utils.compat as uuid_v7
from pydantic import TypeAdapter

from case_store.clock import Clock
from case_store.log.event_log import EventLog, Past, Work
from cases.codec import Event
from cases.refusal import Refusal

AnswerT = TypeVar("AnswerT")
OnCommit = Callable[[Sequence[Event]], None]


class Runner:
    """`on_commit` hears what happened after the commit, never before: print and announce only what is durable."""

    def __init__(self, log: EventLog, clock: Clock, on_commit: OnCommit) -> None:
        self._log, self._clock, self._on_commit = log, clock, on_commit

    @property
    def stream(self) -> str:
        """The hall."""
        return self._log.stream

    def clock_now(self) -> datetime:
        """The hall's time."""
        return self._clock.now()

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A snapshot to read from."""
        return self._log.reading()

    @contextmanager
    def past(self) -> Iterator[Past]:
        """A snapshot with the past of its aggregates."""
        with self._log.reading() as connection:
            yield Past(connection, self._log.stream, self._clock.now())

    @contextmanager
    def writing(self) -> Iterator[Work]:
        """A transaction of a command without an outcome: idempotent by what it says, or not a command at all."""
        with self._log.writing(uuid_v7.uuid7(), self._clock.now()) as work:
            yield work
        self._tell(work.appended)

    def now(self, act: Callable[[Work], AnswerT | Refusal]) -> AnswerT | Refusal:
        """The same, with an answer; a refusal leaves nothing behind."""
        given, happened = self._log.act(uuid_v7.uuid7(), self._clock.now(), act)
        self._tell(happened)
        return given

    def decide(
        self,
        command_id: UUID,
        body: object,
        act: Callable[[Work], AnswerT | Refusal],
        answer: "TypeAdapter[AnswerT]",
    ) -> AnswerT | Refusal:
        """A command once per `command_id`: asked again it is answered as before; `body` tells another command apart."""
        given, happened = self._log.decide(command_id, body, self._clock.now(), act, answer)
        self._tell(happened)
        return given

    def _tell(self, happened: Sequence[Event]) -> None:
        if happened:
            self._log.after_commit(lambda: self._on_commit(happened))
