"""Evaluation (好差评) at the kiosk: of a visit of today by its number, of a matter by code and 查询码; once each.

Who said it is not kept: the event's actor is the kind of device, not which one.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy import bindparam as param

from case_store.hall.house import House
from case_store.hall.lookups import progress
from case_store.hall.runner import Runner
from case_store.log.event_log import Happened, Past, Work
from case_store.log.history import case_name, case_of, evaluation_name, evaluation_of, visit_of
from case_store.log.schema import case_, visit
from cases.casework.case_state import CaseState
from cases.casework.evaluation import EvaluationGiven, GiveEvaluation, Level, decide
from cases.casework.supervision import SupervisionRaised
from cases.citizen_views import Evaluable
from cases.hall_time import hall_date, midnight_after
from cases.queue.visit import VisitState
from cases.refusal import Refusal

VISIT, CASE = "visit", "case"
CHANNEL = "kiosk"
ACTOR = "kiosk"  # not which one: nobody is to be found by it
BAD = "bad_evaluation"
RECTIFY_WORKING_DAYS = 5  # domain.md §3.5 (i)
_NAMESPACE = UUID("0f0e3d0a-1d3c-5a0a-8f0b-6a2b0f3f7e55")
_CLOSED = (CaseState.REJECTED, CaseState.CLOSED, CaseState.ARCHIVED)
_TODAY = sa.select(visit.c.visit_id, visit.c.ticket_no, visit.c.state).where(
    visit.c.stream == param("s"), visit.c.business_date == param("d"), visit.c.ticket_no.like(param("n"))
)
_CASE = sa.select(case_.c.case_id).where(case_.c.stream == param("s"), case_.c.case_code == param("c"))


class EvaluationsDoor:
    """What kiosks ask."""

    def __init__(self, runner: Runner, house: House) -> None:
        self._runner, self._house = runner, house

    def find_visits(self, number: int) -> tuple[Evaluable, ...] | Refusal:
        """The finished visits of today with this number, whatever their letter; a number pad has no letters."""
        with self._runner.past() as past:
            this = {"s": past.stream, "d": hall_date(past.now).isoformat(), "n": f"_%{number:03d}"}
            rows = [r for r in past.connection.execute(_TODAY, this) if r.ticket_no[1:] == f"{number:03d}"]
            if not rows:
                return Refusal("evaluation.unknown")
            done = [row for row in rows if row.state == VisitState.DONE]
            if not done:
                return Refusal("evaluation.not_finished")
            return _not_given(
                past,
                (Evaluable(subject=VISIT, subject_id=r.visit_id, name=r.ticket_no) for r in done),
            )

    def find_case(self, case_code: str, lookup_code: str, session_id: str) -> tuple[Evaluable, ...] | Refusal:
        """The matter behind a receipt, if it is closed or rejected. Wrong tries count as for 查进度."""
        with self._runner.writing() as work:
            view = progress(work, self._house, case_code, lookup_code, session_id)
            if isinstance(view, Refusal):
                return view
            case_id = work.connection.execute(_CASE, {"s": work.stream, "c": view.case_code}).scalar_one()
            if not _is_closed(work, case_id):
                return Refusal("evaluation.not_finished")
            return _not_given(work, [Evaluable(subject=CASE, subject_id=case_id, name=view.case_code)])

    def evaluate(self, subject: str, subject_id: str, levels: tuple[tuple[str, int], ...]) -> bool | Refusal:
        """Keep what was said. A bad one (差评) of a matter owes a supervision item, in the same transaction (I4)."""
        return self._runner.now(lambda work: self._evaluate(work, subject, subject_id, levels))

    def _evaluate(
        self, work: Work, subject: str, subject_id: str, levels: tuple[tuple[str, int], ...]
    ) -> bool | Refusal:
        finished = _finished(work, subject, subject_id)
        if finished is None:
            return Refusal("evaluation.unknown")
        given = evaluation_of(work, subject, subject_id)
        command = GiveEvaluation(
            subject=subject, subject_id=subject_id, levels=levels, channel=CHANNEL, finished=finished
        )
        events = decide(given, command)
        if isinstance(events, Refusal):
            same = given is not None and dict(given.levels) == dict(levels)
            return True if same else events  # an answer that was lost, asked for again
        work.record(evaluation_name(subject, subject_id), events, ACTOR)
        if subject == CASE:
            self._supervise(work, subject_id, events)
        return True

    def _supervise(self, work: Work, case_id: str, events: Iterable[EvaluationGiven]) -> None:
        for event in events:
            if not Level(dict(event.levels)["overall"]).is_bad:
                continue
            raised = SupervisionRaised(
                item_id=str(uuid5(_NAMESPACE, f"{work.stream}/{case_id}/{BAD}")),
                case_id=case_id,
                clock="evaluation",
                rung=0,
                trigger=BAD,
                due_at=midnight_after(self._rectified_by(hall_date(work.now))),
            )
            work.append(Happened(aggregate=case_name(case_id), event=raised, at=work.now, actor=ACTOR))

    def _rectified_by(self, day: date) -> date:
        for _ in range(RECTIFY_WORKING_DAYS):
            day = self._house.policy.calendar.next_working(day)
        return day


def _not_given(past: Past, found: Iterable[Evaluable]) -> tuple[Evaluable, ...] | Refusal:
    left = tuple(one for one in found if evaluation_of(past, one.subject, one.subject_id) is None)
    return left or Refusal("evaluation.given_already")


def _finished(work: Work, subject: str, subject_id: str) -> bool | None:
    """None: there is no such thing here, or it is not of today."""
    if subject == VISIT:
        state = visit_of(work, subject_id)
        if state is None or state.business_date != hall_date(work.now):
            return None
        return state.state is VisitState.DONE
    if subject == CASE and case_of(work, subject_id) is not None:
        return _is_closed(work, subject_id)
    return None


def _is_closed(past: Past, case_id: str) -> bool:
    state = case_of(past, case_id)
    return state is not None and state.state in _CLOSED
