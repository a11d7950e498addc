"""What people at several stores may ask of a case: mostly what its state allows, sometimes what it does not.

`pick` chooses: Hypothesis in the suite, a seeded random in the long run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any, Protocol, TypeVar

from cases.advice.grade import CaseGrade, Level
from cases.advice.grading import GradeFacts, suggest_grade
from cases.casework import case_commands as ask
from cases.casework import case_moves
from cases.casework import handling_commands as handle
from cases.casework.by import By
from cases.casework.case_clocks import HANDLING_CLOCKS
from cases.casework.case_state import Case, CloseResult, DispatchKind
from cases.casework.dispatch_rules import acts_for
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_time
from cases.matter.matter import OpenMatter
from cases.policy.policy import Policy
from cases.sealed import Sealed

T = TypeVar("T")


class Pick(Protocol):
    """One of several."""

    def __call__(self, options: Sequence[T], /) -> T: ...


HALL, OTHER_HALL, CENTRE_STORE = "150502000", "150521000", "150500000"
STORES = (HALL, CENTRE_STORE, OTHER_HALL)
UNITS = ("human_resources", "justice", "court", "centre")
PEOPLE = (
    By(staff_id="s1", role="reception"),
    By(staff_id="s2", role="reception"),
    By(staff_id="c_hr", role="unit_officer", unit="human_resources"),
    By(staff_id="c_justice", role="unit_officer", unit="justice"),
    By(staff_id="c_court", role="unit_clerk", unit="court"),
    By(staff_id="sup", role="supervisor"),
    By(staff_id="lead", role="leader"),
    By(staff_id="grid", role="grid_worker"),
)
WORDS = Sealed(key_id="c1", nonce="bm9uY2U=", ciphertext="d29yZHM=")
MILLION_FEN = 100_000_000
MATTERS = (
    OpenMatter(category="labour_wages", amount_fen=6_000_000),
    OpenMatter(category="neighbour"),
    OpenMatter(category="debt", amount_fen=MILLION_FEN),
    OpenMatter(category="authority_decision", dispute_type="1401"),
    OpenMatter(),
)
# What ends a case, or hands it away, comes seldom, so that the others are reached.
_SELDOM = (ask.RejectCase, handle.WithdrawCase, handle.MergeCase, ask.HandOver)
_OFTEN, _MOST = 10, 60
_KINDS = sorted(case_moves.MOVES, key=str)


def senior(pick: Pick) -> By:
    """Mostly a supervisor or the leader."""
    return pick((*PEOPLE[5:7], *PEOPLE[5:7], *PEOPLE[5:7], *PEOPLE))


@dataclass(frozen=True)
class Asked:
    """What a command is made of."""

    case: Case
    now: datetime
    pick: Pick
    new_id: Callable[[], str]
    policy: Policy


def somebody_of(unit: str, pick: Pick) -> By:
    """Mostly somebody who acts for the unit."""
    own = [by for by in PEOPLE if acts_for(by, unit)]
    return pick([*own, *own, *own, *PEOPLE])


def favourites(pick: Pick) -> frozenset[type[Any]]:
    """What this history does most: a few kinds, so that it comes deep into them."""
    return frozenset(pick(_KINDS) for _ in range(pick((0, 2, 4))))


def invented(a: Asked, favoured: frozenset[type[Any]]) -> Any:
    """A command for the holder."""
    allowed = [kind for kind in _KINDS if a.case.state in case_moves.MOVES[kind].states]
    seldom = [kind for kind in allowed if kind in _SELDOM]
    often = [kind for kind in allowed if kind not in _SELDOM]
    most = [kind for kind in often if kind in favoured]
    kind = a.pick([*most * _MOST, *often * _OFTEN, *seldom, *_KINDS[:: len(_KINDS) // 4]])
    return _MADE[kind](a)


def invented_addition(now: datetime, pick: Pick, new_id: Callable[[], str]) -> ask.AddCommand:
    """What anybody may add: mostly that somebody worked on it."""
    by = pick((*PEOPLE, *PEOPLE[5:7], *PEOPLE[5:7]))
    match pick(("record", "record", "consultation", "read", "attachment")):
        case "read":
            return ask.ReadPerson(staff_id=by.staff_id, purpose="case_page")
        case "attachment":
            return ask.AddAttachment(
                by=by,
                attachment_id=new_id(),
                kind="photo",
                media_type="image/jpeg",
                bytes_count=9,
                file_hash="0" * 64,
            )
        case what:
            kind = "consultation" if what == "consultation" else "talk"
            return ask.RecordHandling(by=by, record_id=new_id(), kind=kind, done_at=now, sealed=WORDS)


def invented_wish(a: Asked) -> ask.Answerable:
    """What somebody at another store asks the holder for."""
    kinds: tuple[type[ask.Answerable], ...] = (
        ask.AcknowledgeDispatch,
        ask.ReturnDispatch,
        handle.ReportResult,
        handle.AskExtension,
        handle.SignOff,
    )
    made: ask.Answerable = _MADE[a.pick(kinds)](a)
    return made


def suggestion(case: Case, policy: Policy) -> Any:
    """What the criteria say of a case."""
    facts = GradeFacts(
        amount_fen=case.open.amount_fen,
        failed_mediations=case.failed_mediations,
        superior_key=case.superior_key,
        overdue_before=case.overdue_count,
    )
    return suggest_grade(facts, policy.grading)


def _dispatch_id(a: Asked) -> tuple[str, By]:
    ids = (*a.case.live, *a.case.live, *a.case.dispatches)
    if not ids:
        return "none", a.pick(PEOPLE)
    one = a.pick(ids)
    return one.dispatch_id, somebody_of(one.unit, a.pick)


def _dispatch(a: Asked) -> Any:
    sizes = a.pick((1, 1, 2))
    units = a.pick(list(combinations(UNITS, sizes)))
    kinds = tuple(DispatchKind) if len(units) > 1 else (DispatchKind.SINGLE, *DispatchKind)
    kind = a.pick(kinds)
    if kind is DispatchKind.DUAL and len(units) > 1 and a.pick((True, True, False)):
        units = (a.pick(UNITS[:-1]), UNITS[-1])  # a department and a place: most other pairs are refused
    return ask.DispatchCase(
        by=a.pick(PEOPLE),
        kind=kind,
        level=a.pick((a.case.level or Level.VILLAGE, Level.TOWN, Level.CITY)),
        channel="R02",
        to=tuple(ask.AssignTo(dispatch_id=a.new_id(), unit=unit) for unit in units),
        because=a.pick((WORDS, None)),
    )


def _grade(a: Asked) -> Any:
    return ask.GradeCase(
        by=senior(a.pick),
        grade=a.pick(tuple(CaseGrade)),
        suggestion=suggestion(a.case, a.policy),
        because=a.pick((WORDS, None)),
    )


def _return(a: Asked) -> Any:
    dispatch_id, by = _dispatch_id(a)
    duty = a.pick(("centre_intake", "centre_intake", "no_such_line"))
    return ask.ReturnDispatch(by=by, dispatch_id=dispatch_id, duty_id=duty, because=WORDS)


def _acknowledge(a: Asked) -> Any:
    dispatch_id, by = _dispatch_id(a)
    return ask.AcknowledgeDispatch(by=by, dispatch_id=dispatch_id)


def _report(a: Asked) -> Any:
    dispatch_id, by = _dispatch_id(a)
    result = a.pick(tuple(CloseResult))
    return handle.ReportResult(by=by, dispatch_id=dispatch_id, result=result, method="R02", sealed=WORDS)


def _extension(a: Asked) -> Any:
    ids = [c.clock_id for c in a.case.clocks if c.kind in HANDLING_CLOCKS] or ["none"]
    return handle.AskExtension(
        by=a.pick(PEOPLE),
        clock_id=a.pick(ids),
        amount=a.pick((-3, 1, 1, 2, 10**30)),
        because=a.pick((WORDS, WORDS, None)),
    )


def _pass(a: Asked) -> Any:
    if not a.case.clocks:
        return ask.PassDeadline(clock=ClockKind.ACCEPT, rung=0, item_id="i0")
    clock = a.pick(a.case.clocks)
    return ask.PassDeadline(
        clock=clock.kind, rung=0, item_id=f"item:{clock.clock_id}", clock_id=clock.clock_id
    )


def _when(a: Asked) -> datetime:
    local = hall_time(a.now).replace(tzinfo=None)  # no offset is Asia/Shanghai
    return a.pick((a.now, local, a.now - timedelta(hours=2), a.now + timedelta(hours=1)))


_MADE: dict[type[Any], Callable[..., Any]] = {
    ask.CorrectMatter: lambda a: ask.CorrectMatter(
        open=a.pick(MATTERS), sealed=None, staff_id=a.pick(PEOPLE).staff_id
    ),
    ask.AcceptCase: lambda a: ask.AcceptCase(staff_id=a.pick(PEOPLE).staff_id),
    ask.RejectCase: lambda a: ask.RejectCase(
        staff_id="s1", reason_code="out_of_scope", referral_code=a.pick(("court", ""))
    ),
    ask.GradeCase: _grade,
    ask.DispatchCase: _dispatch,
    ask.AcknowledgeDispatch: _acknowledge,
    ask.ReturnDispatch: _return,
    ask.RecallDispatch: lambda a: ask.RecallDispatch(
        by=a.pick(PEOPLE), dispatch_id=_dispatch_id(a)[0], because=WORDS
    ),
    handle.StartMediation: lambda a: handle.StartMediation(
        by=a.pick(PEOPLE), org="justice", by_court=a.pick((False, True))
    ),
    handle.EndMediation: lambda a: handle.EndMediation(by=a.pick(PEOPLE), agreed=a.pick((True, False))),
    handle.MakeAgreement: lambda a: handle.MakeAgreement(by=a.pick(PEOPLE), number="1"),
    handle.SuspendCase: lambda a: handle.SuspendCase(
        by=a.pick(PEOPLE), reason_code=a.pick(("appraisal", "appraisal", "none")), because=WORDS
    ),
    handle.ResumeCase: lambda a: handle.ResumeCase(by=a.pick(PEOPLE)),
    handle.AskExtension: _extension,
    handle.DecideExtension: lambda a: handle.DecideExtension(by=senior(a.pick), grant=a.pick((True, False))),
    handle.ReportResult: _report,
    handle.GiveFeedback: lambda a: handle.GiveFeedback(
        by=a.pick(PEOPLE), channel=a.pick(("phone", "none")), said_at=_when(a), sealed=a.pick((WORDS, None))
    ),
    handle.LogFailedContact: lambda a: handle.LogFailedContact(
        by=a.pick(PEOPLE), channel="phone", tried_at=_when(a)
    ),
    handle.SignOff: lambda a: handle.SignOff(by=senior(a.pick)),
    handle.SendBack: lambda a: handle.SendBack(by=senior(a.pick), because=a.pick((WORDS, WORDS, None))),
    handle.ReopenCase: lambda a: handle.ReopenCase(
        by=senior(a.pick), reason_code=a.pick(("dissatisfied", "dissatisfied", "none"))
    ),
    handle.ArchiveCase: lambda a: handle.ArchiveCase(by=a.pick(PEOPLE)),
    handle.WithdrawCase: lambda a: handle.WithdrawCase(by=a.pick(PEOPLE)),
    handle.MergeCase: lambda a: handle.MergeCase(
        by=a.pick(PEOPLE),
        into_case_id=a.pick(("c1", "c2")),
        into_case_code="ZZ2",
        into_finished=a.pick((False, True)),
    ),
    handle.MakeFollowUp: lambda a: handle.MakeFollowUp(
        by=a.pick(PEOPLE),
        channel="phone",
        made_at=_when(a),
        satisfied=a.pick((True, False, None)),
        performed=a.pick((True, False, None)),
    ),
    ask.RecountClocks: lambda a: ask.RecountClocks(calendar_version="same", clocks=a.case.clocks),
    ask.PassDeadline: _pass,
    ask.HandOver: lambda a: ask.HandOver(by=a.pick(PEOPLE), to_store=a.pick(STORES), because=WORDS),
}
