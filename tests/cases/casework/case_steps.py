"""A case told step by step: who asks what when, for tests that need one certain history."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from cases.advice.grade import CaseGrade, Level
from cases.casework import case_commands as ask
from cases.casework import handling_commands as handle
from cases.casework.by import By
from cases.casework.case_commands import CaseCommand
from cases.casework.case_events import CaseEvent
from cases.casework.case_folding import evolve
from cases.casework.case_rules import decide
from cases.casework.case_state import Case, CloseResult, DispatchKind
from cases.hall_time import hall_time
from cases.matter.matter import OpenMatter, SealedMatter
from cases.policy.policy import Policy
from cases.refusal import Refusal
from tests.cases.casework.invented_commands import HALL, WORDS, suggestion

E = TypeVar("E")
MONDAY = hall_time(datetime(2026, 11, 23, 9, 31))
SIQIN = By(staff_id="s1", role="reception")
COLLEAGUE = By(staff_id="s2", role="reception")
CLERK = By(staff_id="c_hr", role="unit_officer", unit="human_resources")
OTHER_CLERK = By(staff_id="c_justice", role="unit_officer", unit="justice")
SUPERVISOR = By(staff_id="sup", role="supervisor")
LEADER = By(staff_id="lead", role="leader")
WAGES = OpenMatter(category="labour_wages", amount_fen=6_000_000)


@dataclass
class Story:
    """One case and its policy; `now` moves when the test says so."""

    policy: Policy
    now: datetime = MONDAY
    case: Case | None = None
    events: list[CaseEvent] = field(default_factory=list)
    store: str = HALL

    @property
    def it(self) -> Case:
        """The case; there is one."""
        assert self.case is not None
        return self.case

    def does(self, *commands: CaseCommand) -> list[CaseEvent]:
        """Commands that are granted; the events of the last one."""
        happened: list[CaseEvent] = []
        for command in commands:
            answer = decide(self.case, command, self.policy, self.now, self.store)
            assert not isinstance(answer, Refusal), answer
            happened = answer
            for event in answer:
                self.case = evolve(self.case, event, self.store)
                self.events.append(event)
        return happened

    def refuses(self, command: CaseCommand) -> str:
        """The code of the rule that says no."""
        answer = decide(self.case, command, self.policy, self.now, self.store)
        assert isinstance(answer, Refusal), answer
        return answer.code

    def last(self, kind: type[E]) -> E:
        """The latest event of a kind."""
        return next(event for event in reversed(self.events) if isinstance(event, kind))

    def registered(self, matter: OpenMatter = WAGES, source: str = "counter") -> "Story":
        """登记."""
        self.does(
            ask.RegisterCase(
                case_id="c1",
                case_code="ZZ150502000261123001724",
                visit_id="v1",
                source=source,
                matter=SealedMatter(open=matter, sealed=WORDS),
                receipt_code_hash="0" * 64,
                confirmed_at=self.now,
            )
        )
        return self

    def graded(self, grade: CaseGrade = CaseGrade.ORDINARY) -> "Story":
        """受理、分级."""
        self.does(ask.AcceptCase(staff_id="s1"), self.grade(grade))
        return self

    def grade(self, grade: CaseGrade, by: By = SIQIN, *, why: bool = False) -> ask.GradeCase:
        """分级 beside what the criteria say."""
        because = WORDS if why else None
        return ask.GradeCase(by=by, grade=grade, suggestion=suggestion(self.it, self.policy), because=because)

    def handled(self, *units: str, kind: DispatchKind = DispatchKind.SINGLE) -> "Story":
        """分流、签收、办理记录."""
        units = units or ("human_resources",)
        self.does(send(*units, kind=kind))
        for unit in units:
            by = By(staff_id=f"c_{unit}", role="unit_officer", unit=unit)
            self.does(ask.AcknowledgeDispatch(by=by, dispatch_id=f"d_{unit}"))
        self.does(ask.RecordHandling(by=CLERK, record_id="r1", kind="talk", done_at=self.now))
        return self

    def reported(self, result: CloseResult = CloseResult.RESOLVED_ORAL) -> "Story":
        """报结 of every unit."""
        for one in self.it.live:
            by = By(staff_id=f"c_{one.unit}", role="unit_officer", unit=one.unit)
            self.does(handle.ReportResult(by=by, dispatch_id=one.dispatch_id, result=result, method="R02"))
        return self

    def told(self) -> "Story":
        """反馈."""
        self.does(handle.GiveFeedback(by=SIQIN, channel="phone", said_at=self.now, sealed=WORDS))
        return self

    def closed(self) -> "Story":
        """销号."""
        self.does(handle.SignOff(by=SUPERVISOR))
        return self


def send(*units: str, kind: DispatchKind = DispatchKind.SINGLE, again: str = "") -> ask.DispatchCase:
    """分流 to these units."""
    return ask.DispatchCase(
        by=SIQIN,
        kind=kind,
        level=Level.BANNER,
        channel="R02",
        to=tuple(ask.AssignTo(dispatch_id=f"d_{unit}{again}", unit=unit) for unit in units),
        because=WORDS,
    )
