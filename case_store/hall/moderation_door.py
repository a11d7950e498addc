"""Moderation of what citizens wrote with an evaluation: hidden until a person has read it (domain.md §3.6).

Identity is protected: whoever moderates sees text, level and day, not which matter or visit it was of; nobody moderates
what was said of themselves. Released texts are shown without their subject, and only among at least `SHOWN_FROM`
evaluations of the same days.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import bindparam as param

from case_store.errors import passing_over
from case_store.hall.evaluation_text import open_text
from case_store.hall.house import House, OnDuty
from case_store.hall.runner import Runner
from case_store.log.event_log import Past, Work
from case_store.log.history import case_of, evaluation_name, evaluation_of, staff_name
from case_store.log.micros import from_us, to_us
from case_store.log.schema import evaluation, visit
from cases.casework.evaluation import SHOWN_FROM, Moderate, Subject, moderate
from cases.citizen_views import EvaluationText
from cases.data_taken import DataTaken
from cases.hall_time import HALL_ZONE, hall_date
from cases.refusal import Refusal

TEXTS = "evaluation_texts"  # DataTaken.what
SHOWN_MAX = 50
DAYS_MAX = 92
_NAMESPACE = UUID("a1c04d52-2f2b-5f3b-9a1b-7d1a6f0f3c77")
_DONE = TypeAdapter(bool)
_WAITING = (
    sa.select(evaluation.c.subject, evaluation.c.subject_id, evaluation.c.overall, evaluation.c.at_us)
    .where(evaluation.c.stream == param("s"), evaluation.c.has_text == 1, evaluation.c.released.is_(None))
    .order_by(evaluation.c.at_us)
)
_RELEASED = (
    sa.select(evaluation.c.subject, evaluation.c.subject_id, evaluation.c.overall, evaluation.c.at_us)
    .where(
        evaluation.c.stream == param("s"),
        evaluation.c.released == 1,
        evaluation.c.at_us >= param("since"),
        evaluation.c.at_us < param("until"),
    )
    .order_by(evaluation.c.overall, evaluation.c.at_us)
)
_COUNT = sa.select(sa.func.count()).where(
    evaluation.c.stream == param("s"),
    evaluation.c.at_us >= param("since"),
    evaluation.c.at_us < param("until"),
)
_SERVED_BY = sa.select(visit.c.staff_id).where(visit.c.stream == param("s"), visit.c.visit_id == param("i"))


class ModerationDoor:
    """For supervisors; reading is an event."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def waiting(self, who: OnDuty) -> tuple[EvaluationText, ...] | Refusal:
        """Texts that nobody has read yet, the oldest first; none that is about whoever asks."""

        def read(work: Work) -> tuple[EvaluationText, ...]:
            rows = work.connection.execute(_WAITING, {"s": work.stream}).all()
            return self._texts(work, who, [row for row in rows if _may_read(work, who, row)])

        return self._runner.now(read)

    def decide(
        self, command_id: UUID, who: OnDuty, text_id: str, *, released: bool, reason: str = ""
    ) -> bool | Refusal:
        """Release a text, or withhold it for a reason."""

        def act(work: Work) -> bool | Refusal:
            rows = work.connection.execute(_WAITING, {"s": work.stream}).all()
            row = next((r for r in rows if _text_id(work, r.subject, r.subject_id) == text_id), None)
            if row is None or not _may_read(work, who, row):
                return Refusal("evaluation.no_text")
            command = Moderate(staff_id=who.staff_id, released=released, reason=reason)
            events = moderate(evaluation_of(work, row.subject, row.subject_id), command)
            if isinstance(events, Refusal):
                return events
            work.record(evaluation_name(row.subject, row.subject_id), events, who.actor)
            return True

        body = {"moderate": (who.staff_id, text_id, released, reason)}
        return self._runner.decide(command_id, body, act, _DONE)

    def released(self, who: OnDuty, first: date, last: date) -> tuple[EvaluationText, ...] | Refusal:
        """Released texts of some days, worst first; nothing while so few were given that they point at somebody."""
        days = (last - first).days + 1
        if not 0 < days <= DAYS_MAX:
            return Refusal("evaluation.days", {"max": DAYS_MAX})

        def read(work: Work) -> tuple[EvaluationText, ...]:
            until = _midnight(last) + timedelta(days=1)
            this = {"s": work.stream, "since": to_us(_midnight(first)), "until": to_us(until)}
            if int(work.connection.execute(_COUNT, this).scalar_one()) < SHOWN_FROM:
                return ()
            return self._texts(work, who, work.connection.execute(_RELEASED, this).all())

        return self._runner.now(read)

    def _texts(
        self, work: Work, who: OnDuty, rows: Sequence["sa.Row[str, str, int, int]"]
    ) -> tuple[EvaluationText, ...]:
        texts: list[EvaluationText] = []
        for subject, subject_id, overall, at_us in rows:
            if len(texts) == SHOWN_MAX:
                break
            state = None
            with passing_over():  # what is damaged has no words here, and hides none of the others
                state = evaluation_of(work, subject, subject_id)
            if state is not None and state.given.text is not None:
                texts.append(
                    EvaluationText(
                        text_id=_text_id(work, subject, subject_id),
                        level=overall,
                        day=hall_date(from_us(at_us)),
                        text=open_text(work, self._house, state.given.text),
                    )
                )
        if texts:
            taken = DataTaken(staff_id=who.staff_id, what=TEXTS, form="screen", rows=len(texts))
            work.record(staff_name(who.staff_id), [taken], who.actor)
        return tuple(texts)


def _text_id(past: Past, subject: str, subject_id: str) -> str:
    """A name that leads nobody back to the matter."""
    return str(uuid5(_NAMESPACE, f"{past.stream}/{subject}/{subject_id}"))


def _may_read(past: Past, who: OnDuty, row: "sa.Row[str, str, int, int]") -> bool:
    """Whether somebody is none of those who are rated. Of a case that is damaged nobody knows who they are."""
    if row.subject == Subject.CASE:
        with passing_over():
            case = case_of(past, row.subject_id)
            return case is None or who.staff_id not in case.handlers
        return False
    served_by = past.connection.execute(_SERVED_BY, {"s": past.stream, "i": row.subject_id}).scalar()
    return bool(served_by != who.staff_id)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=HALL_ZONE)
