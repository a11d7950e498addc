"""Rules with one thing wrong each. A test shows that the machine finds every one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import ModuleType
from typing import Any

from cases.casework import (
    acceptance_rules,
    case_clocks,
    case_folding,
    case_history,
    case_moves,
    case_rules,
    closing_rules,
    dispatch_rules,
    handling_rules,
)
from cases.casework import case_commands as ask
from cases.casework import case_events as done
from cases.casework import handling_commands as handle
from cases.casework import handling_events as handled
from cases.casework.case_state import Case, CaseState
from cases.deadlines.case_clock import arm


@dataclass(frozen=True)
class Mutant:
    """`name` in `module` is replaced by what `wrong` makes of it."""

    what: str
    module: ModuleType
    name: str
    wrong: Callable[[Any], Any]
    favours: tuple[type[Any], ...] = ()  # what a history that finds it does most
    seed: int = 0  # where the search begins, so that it is short

    def __str__(self) -> str:
        return self.what


def _case_seen_as(**lie: Any) -> Callable[[Any], Any]:
    """A rule that is asked about another case than the real one."""
    return lambda rule: lambda case, *rest: rule(replace(case, **lie), *rest)


def _event_without(**lie: Any) -> Callable[[Any], Any]:
    """A rule whose first event lacks something."""

    def wrong(rule: Any) -> Any:
        def lying(*asked: Any) -> Any:
            answer = rule(*asked)
            return [replace(answer[0], **lie), *answer[1:]] if isinstance(answer, list) and answer else answer

        return lying

    return wrong


def _moved(command: type[Any], *more: CaseState) -> Callable[[Any], Any]:
    """A table that allows a command in more states."""

    def wrong(moves: dict[type[Any], case_moves.Move]) -> dict[type[Any], case_moves.Move]:
        move = moves[command]
        return {**moves, command: replace(move, states=move.states | set(more))}

    return wrong


def _stale_recount(_rule: Any) -> Any:
    return lambda _case, command: [
        done.ClocksRecounted(calendar_version=command.calendar_version, clocks=command.clocks)
    ]


def _keeps_clocks(rule: Any) -> Any:
    return lambda case, event: case if isinstance(event, handled.CaseWithdrawn) else rule(case, event)


def _forgets_pauses(_rule: Any) -> Any:
    def wrong(clock: Any, unit: Any, amount: int, policy: Any) -> Any:
        started_at = clock.pauses[0].since if clock.pauses else clock.soon_at
        generation = clock.generation + 1
        return arm(clock.kind, unit, amount, started_at, policy, subject=clock.subject, generation=generation)

    return wrong


def _same_name(_rule: Any) -> Any:
    return lambda _case, kind, limit, at, policy, *, subject="": arm(
        kind, limit[0], limit[1], at, policy, subject=subject
    )


def _twice(rule: Any) -> Any:
    def wrong(placed: Sequence[Any]) -> Any:
        decisions, doubles = rule(placed)
        for one in placed:
            if isinstance(one.event, handled.FollowUpMade | done.DispatchReturned | done.DeadlinePassed):
                decisions[one.tenure].append(one)
        return decisions, doubles

    return wrong


def _old_date(rule: Any) -> Any:
    return lambda clock, *rest: replace(rule(clock, *rest), due_at=clock.due_at)


def _asked_for_ever(rule: Any) -> Any:
    def wrong(case: Case, event: Any) -> Any:
        is_asked = type(event).__name__ == "ActionAsked"
        return replace(case, asked=case.asked | {event.addition_id}) if is_asked else rule(case, event)

    return wrong


S = CaseState
_RETURNS = (ask.ReturnDispatch, ask.DispatchCase)
NOBODY: frozenset[str] = frozenset()
MUTANTS = (
    Mutant("a duplicate counts twice", case_history, "_decisions", _twice, seed=1),
    Mutant("late decisions count", case_history, "is_late", lambda _: lambda *_given: False, seed=18),
    Mutant(
        "decisions count in the order of arrival",
        case_history,
        "sorted",
        lambda _: lambda some, **_key: list(some),
    ),
    Mutant("an answered wish waits again", case_folding, "_added", _asked_for_ever, seed=35),
    Mutant("withdrawn, and a clock runs on", case_folding, "_clocks", _keeps_clocks, seed=13),
    Mutant(
        "nobody leads after a return", case_folding, "_led", lambda _: lambda case: case, _RETURNS, seed=4
    ),
    Mutant(
        "above a million and not 疑难", acceptance_rules, "is_major", lambda _: lambda *_given: False, seed=7
    ),
    Mutant("anybody lowers a grade", acceptance_rules, "may", lambda _: lambda *_given: True, seed=7),
    Mutant("regrading forgets the start", case_clocks, "begun_again", _forgets_pauses, seed=9),
    Mutant("a clock's name is used twice", case_clocks, "_next", _same_name, seed=3),
    Mutant("a petition has no limit", case_clocks, "is_petition", lambda _: lambda *_given: False, seed=1),
    Mutant(
        "no 会商 after two returns",
        dispatch_rules,
        "consultation_owed",
        lambda _: lambda *_given: False,
        _RETURNS,
        seed=29,
    ),
    Mutant("one branch of two is enough", handling_rules, "DUAL_BRANCHES", lambda _: 1, seed=3),
    Mutant("a date kept over a pause", handling_rules, "resumed", _old_date, (handle.SuspendCase,), seed=56),
    Mutant(
        "two calls in a minute",
        closing_rules,
        "timedelta",
        lambda _: lambda **_gap: timedelta(),
        (handle.LogFailedContact,),
        seed=57,
    ),
    Mutant(
        "sent back, and the limit is gone", closing_rules, "going_on", lambda _: lambda *_given: (), seed=35
    ),
    Mutant(
        "reopened without a limit", closing_rules, "arm_close_again", lambda _: lambda *_given: (), seed=20
    ),
    Mutant(
        "told before there is a result",
        closing_rules,
        "_contact_refused",
        lambda _: lambda *_given: None,
        (handle.GiveFeedback,),
        seed=12,
    ),
    Mutant(
        "signed off before feedback", case_moves, "MOVES", _moved(handle.SignOff, S.RESULT_SUBMITTED), seed=4
    ),
    Mutant(
        "reported while suspended",
        case_moves,
        "MOVES",
        _moved(handle.ReportResult, S.SUSPENDED),
        (handle.SuspendCase, handle.ReportResult),
        seed=57,
    ),
    Mutant("given back, and nobody is reminded", case_rules, "give_back", _event_without(clocks=()), seed=9),
    Mutant(
        "reported without a record",
        case_rules,
        "report",
        _case_seen_as(records=frozenset({"x"})),
        (ask.AcknowledgeDispatch, handle.ReportResult),
        seed=106,
    ),
    Mutant(
        "the handler extends",
        case_rules,
        "decide_extension",
        _case_seen_as(handlers=NOBODY),
        (handle.AskExtension, handle.DecideExtension),
        seed=56,
    ),
    Mutant("the handler signs off", case_rules, "sign_off", _case_seen_as(handlers=NOBODY), seed=35),
    Mutant("a deadline passes again", case_rules, "pass_deadline", _case_seen_as(passed=frozenset()), seed=1),
    Mutant("a sweep overwrites a pause", case_rules, "recount", _stale_recount, seed=14),
)
