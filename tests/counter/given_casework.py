"""Cases as a hall would show them, in every state and for every role, and a door that hands them out."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from case_store.client.casework import CaseworkClient
from cases.advice.grade import CaseGrade
from cases.advice.grading import GradeFacts, suggest_grade
from cases.advice.routing import RoutingFacts, suggest_routes
from cases.advice.scope import check_scope
from cases.casework.acts import Act
from cases.casework.by import By
from cases.casework.case_state import Case, CaseState, Dispatch, DispatchKind, DispatchState
from cases.casework.next_step import possible_acts, primary_act, waits_for
from cases.deadlines.case_clock import ArmedClock, BudgetUnit, arm
from cases.deadlines.clock_kinds import ClockKind
from cases.deadlines.deadline_light import deadline_light
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.party import Party, PartyRole, Representative
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.views_casework import (
    TABS,
    AttachmentView,
    BatchLine,
    CaseRow,
    CaseView,
    ClockView,
    DispatchView,
    Inbox,
    PaperView,
    TimelineLine,
)
from tests.counter.given_hall import NOW, code

HERE = "150502000"
DAY = timedelta(days=1)
LONG = (
    "双方对工程量和单价各说各的，项目部说等甲方结账，甲方说账已经结清，工人手里只有考勤本和几条转账记录。"
    * 40
)
OPEN = OpenMatter(
    category="labour_wages", dispute_type="0701", town="150502001", party_count=37, amount_fen=120_000_000
)
PRIVATE = PrivateMatter(
    other_side="某建筑公司（项目部）",
    story="给工地干了五个月，钱一直没给，我们一共三十七个人，年前想拿到。",
    contact_name="李某甲",
    contact_phone="13000000017",
    place_detail="明仁大街以北在建楼盘3号楼",
    summary="37名工人讨要2026年6月至10月的工资，共120万元。",
    demand="春节前拿到全部工资。",
    evidence=("考勤本", "微信转账记录3条", "项目部写的欠条"),
    parties=(
        Party(
            is_group=True,
            name="某工地工人",
            person_count=37,
            phone="13000000017",
            representatives=tuple(Representative(name=f"李某{n}") for n in "甲乙丙丁戊"),
        ),
        Party(role=PartyRole.RESPONDENT, name="某建筑公司（项目部）", is_group=True),
    ),
)
MANY = replace(
    PRIVATE,
    story=LONG[:2000],
    summary=LONG[:2000],
    parties=tuple(Party(name=f"工人某{n}", phone=f"130000000{n:02d}") for n in range(37)),
)
UNITS = ("human_resources", "housing", "justice")
_SHARES: dict[CaseState, tuple[DispatchState, ...]] = {
    CaseState.DISPATCHED: (DispatchState.ASSIGNED, DispatchState.ASSIGNED),
    CaseState.HANDLING: (DispatchState.ACKNOWLEDGED, DispatchState.ASSIGNED, DispatchState.RETURNED),
    CaseState.SUSPENDED: (DispatchState.ACKNOWLEDGED,),
    CaseState.REOPENED: (DispatchState.ASSIGNED,),
    CaseState.RESULT_SUBMITTED: (DispatchState.REPORTED, DispatchState.REPORTED),
    CaseState.FEEDBACK_GIVEN: (DispatchState.REPORTED, DispatchState.REPORTED),
    CaseState.CLOSED: (DispatchState.REPORTED, DispatchState.RECALLED),
}
_CLOCKS: dict[CaseState, tuple[tuple[ClockKind, BudgetUnit, int, int], ...]] = {
    CaseState.REGISTERED: ((ClockKind.ACCEPT, BudgetUnit.WORKING_DAYS, 3, 0),),
    CaseState.ACCEPTED: ((ClockKind.GRADE, BudgetUnit.OPENING_HOURS, 2, 0),),
    CaseState.GRADED: (
        (ClockKind.DISPATCH, BudgetUnit.WORKING_DAYS, 2, 1),
        (ClockKind.CLOSE, BudgetUnit.WORKING_DAYS, 20, 1),
    ),
    CaseState.DISPATCHED: (
        (ClockKind.ACKNOWLEDGE, BudgetUnit.WORKING_DAYS, 1, 5),
        (ClockKind.CLOSE, BudgetUnit.WORKING_DAYS, 20, 5),
    ),
    CaseState.HANDLING: (
        (ClockKind.CLOSE, BudgetUnit.WORKING_DAYS, 20, 30),
        (ClockKind.MEDIATION, BudgetUnit.CALENDAR_DAYS, 30, 26),
        (ClockKind.PETITION_CLOSE, BudgetUnit.CALENDAR_DAYS, 60, 30),
    ),
    CaseState.SUSPENDED: ((ClockKind.CLOSE, BudgetUnit.WORKING_DAYS, 20, 12),),
    CaseState.REOPENED: ((ClockKind.CLOSE, BudgetUnit.WORKING_DAYS, 7, 0),),
    CaseState.RESULT_SUBMITTED: ((ClockKind.FEEDBACK, BudgetUnit.WORKING_DAYS, 1, 0),),
    CaseState.FEEDBACK_GIVEN: ((ClockKind.SIGN_OFF, BudgetUnit.WORKING_DAYS, 1, 0),),
    CaseState.CLOSED: (
        (ClockKind.FOLLOW_UP, BudgetUnit.WORKING_DAYS, 3, 1),
        (ClockKind.PERFORMANCE, BudgetUnit.CALENDAR_DAYS, 30, 1),
    ),
}
_TOLD = (
    ("case_registered", (("source", "kiosk"),), "", "kiosk:k1", ""),
    ("case_accepted", (), "", "staff:s1", "斯琴"),
    ("case_graded", (("grade", "difficult"), ("suggested", "difficult")), "", "staff:s1", "斯琴"),
    (
        "case_dispatched",
        (
            ("kind", "joint"),
            ("level", "banner"),
            ("channel", "R03"),
            ("units", "科尔沁区人力资源和社会保障局、科尔沁区住房和城乡建设局"),
        ),
        "",
        "staff:s1",
        "斯琴",
    ),
    ("dispatch_acknowledged", (("unit", "human_resources"),), "", "staff:c", "王某戊"),
    ("handling_recorded", (("kind", "consultation"), ("room", "room_2")), LONG[:300], "staff:c", "王某戊"),
    (
        "appointment_set",
        (("kind", "mediation"), ("meet_at", "2026-11-25T14:30:00+08:00"), ("room", "room_1")),
        "双方都来，带考勤本。",
        "staff:c",
        "王某戊",
    ),
    ("extension_asked", (("clock_id", "close"), ("amount", "10")), "等甲方的结算单。", "staff:c", "王某戊"),
    ("deadline_passed", (("clock", "close"),), "", "store", ""),
)


def given_case(policy: Policy, state: CaseState) -> Case:
    """A case in a state, with the clocks and shares that belong to it."""
    shares = _SHARES.get(state, ())
    return Case(
        case_id="case-17",
        case_code=code(11, 23, 17),
        holder=HERE,
        state=state,
        open=OPEN,
        clocks=tuple(
            arm(kind, unit, amount, NOW - days * DAY, policy)
            for kind, unit, amount, days in _CLOCKS.get(state, ())
        ),
        source="kiosk",
        grade=None if state in (CaseState.REGISTERED, CaseState.ACCEPTED) else CaseGrade.DIFFICULT,
        major_amount=state not in (CaseState.REGISTERED, CaseState.ACCEPTED),
        level="banner",
        dispatch_kind=DispatchKind.JOINT,
        dispatches=tuple(
            Dispatch(
                dispatch_id=f"d{n}",
                unit=UNITS[n],
                lead=n == 0,
                state=share,
                assigned_at=NOW - DAY,
            )
            for n, share in enumerate(shares)
        ),
        records=frozenset({"r"}) if shares else frozenset(),
    )


def given_view(
    policy: Policy, state: CaseState, by: By, private: PrivateMatter = PRIVATE, *, history: int = 9
) -> CaseView:
    """The page of such a case, as somebody sees it."""
    case = given_case(policy, state)
    facts = GradeFacts(amount_fen=case.open.amount_fen, party_count=case.open.party_count)
    suggestion = suggest_grade(facts, policy.grading)
    routing = RoutingFacts(
        gb_code=case.open.dispute_type,
        category=case.open.category,
        town=case.open.town,
        tags=frozenset({"wage_arrears"}),
        grade=suggestion.grade,
        amount_fen=case.open.amount_fen,
        party_count=case.open.party_count,
    )
    right = waits_for(case)
    finished = state in (CaseState.CLOSED, CaseState.ARCHIVED)
    return CaseView(
        case_id=case.case_id,
        case_code=case.case_code,
        state=state.value,
        holder=HERE,
        held_here=True,
        source=case.source,
        info_only=False,
        superior_key=state is CaseState.HANDLING,
        registered_at=NOW - 30 * DAY,
        accepted_at=NOW - 30 * DAY,
        grade=case.grade and case.grade.value,
        major_amount=case.major_amount,
        level=case.level,
        dispatch_kind=case.dispatch_kind.value,
        open=case.open,
        private=private,
        private_readable=True,
        clocks=tuple(given_clock(clock, policy) for clock in case.clocks),
        dispatches=tuple(
            DispatchView(
                dispatch_id=d.dispatch_id,
                unit=d.unit,
                unit_name=unit.name if (unit := policy.units.of(d.unit)) else d.unit,
                lead=d.lead,
                state=d.state.value,
                assigned_at=d.assigned_at,
                acknowledged_at=None,
                own=d.unit == (by.unit or "centre"),
            )
            for d in case.dispatches
        ),
        timeline=tuple(
            TimelineLine(
                event_id=f"e{n}",
                type=_TOLD[n % 9][0],
                at=NOW - (history - n) * DAY / 3,
                by=_TOLD[n % 9][3],
                by_name=_TOLD[n % 9][4],
                facts=_TOLD[n % 9][1],
                text=_TOLD[n % 9][2],
            )
            for n in range(history)
        ),
        attachments=(
            AttachmentView(
                attachment_id="a1",
                kind="photo",
                media_type="image/jpeg",
                bytes_count=9,
                name="考勤本",
                at=NOW,
            ),
        ),
        papers=(PaperView(paper_id="p1", kind="acceptance_notice", number="〔2026〕17号", pages=1, at=NOW),),
        grade_suggestion=suggestion,
        routes=suggest_routes(routing, policy, ()),
        scope=check_scope("0701", "labour_wages", frozenset(), anonymous=False, policy=policy),
        emergencies=(),
        consultation_owed=False,
        extension=("close", 10, "c") if state is CaseState.HANDLING else None,
        proposed="resolved_agreement"
        if state in (CaseState.RESULT_SUBMITTED, CaseState.FEEDBACK_GIVEN)
        else None,
        close_result="resolved_agreement" if finished else None,
        agreement_number=case.case_code,
        acts=possible_acts(case, by, HERE),
        primary=primary_act(case, by, HERE),
        waits_for=right.value if right else "",
    )


def given_clock(clock: ArmedClock, policy: Policy) -> ClockView:
    """A clock with its light at the test's instant."""
    state = deadline_light(clock.ledger(), policy.calendar, policy.deadlines.lights, NOW)
    assert state.left is not None
    return ClockView(
        clock_id=clock.clock_id,
        kind=clock.kind.value,
        subject=clock.subject,
        light=state.light.value,
        left=state.left.amount,
        left_unit=state.left.unit.value,
        past=state.left.past,
        started_at=clock.started_at,
        due_at=state.due.due_at,
        due_date=state.due.due_date,
        provisional=state.due.provisional,
        suspended=clock.is_suspended,
        unit=clock.unit.value,
        amount=clock.amount,
        extensions=clock.extensions,
        longest_extension=clock.amount,
        pauses=clock.pauses,
    )


def given_row(number: int, state: CaseState, primary: str, light: str, unit: str = "") -> CaseRow:
    """A line of the inbox."""
    return CaseRow(
        case_id=f"case-{number}",
        case_code=code(11, 23, number + 1),
        state=state.value,
        grade=("simple", "ordinary", "difficult", None)[number % 4],
        major_amount=number % 4 == 2,
        category="labour_wages",
        dispute_type=("0701", "0203", "0101", None)[number % 4],
        town="150502001",
        party_count=3,
        amount_fen=100,
        lead_unit="labour",
        lead_unit_name=unit,
        masked_name=("李**", "欧阳*", "王*")[number % 3],
        registered_at=NOW,
        clock=("close", "petition_close", "acknowledge")[number % 3],
        light=light,
        due_at=NOW,
        left=number % 20,
        left_unit=("working_days", "calendar_days", "opening_minutes")[number % 3],
        past=light == "red",
        dispatch_id="",
        dispatch_state="",
        primary=primary,
        reminded_at=NOW if number % 5 == 1 else None,
    )


def given_inbox(rows: tuple[CaseRow, ...], tab: str = "mine") -> Inbox:
    """A tab of it, with counts for all."""
    counts = tuple((name, len(rows) if name == tab else n * 3) for n, name in enumerate(TABS))
    return Inbox(tab=tab, rows=rows, counts=counts, as_of=NOW)


class GivenCasework(CaseworkClient):
    """Says what it is given; `asked` is what it was asked to do."""

    def __init__(self, rows: tuple[CaseRow, ...] = (), view: CaseView | None = None) -> None:
        self.rows, self.view = rows, view
        self.refusal: Refusal | None = None
        self.asked: list[tuple[Act, UUID | None]] = []

    async def inbox(self, tab: str = "mine") -> Inbox | Refusal:
        return given_inbox(self.rows, tab)

    async def open(self, case_id: str) -> CaseView | Refusal:
        return replace(self.view, case_id=case_id) if self.view else Refusal("case.unknown")

    async def act(self, case_id: str, act: Act, command_id: UUID | None = None) -> CaseView | Refusal:
        self.asked.append((act, command_id))
        return self.refusal or (replace(self.view, case_id=case_id) if self.view else Refusal("case.unknown"))

    async def act_on_many(
        self, case_ids: tuple[str, ...], act: Act, command_id: UUID | None = None
    ) -> tuple[BatchLine, ...] | Refusal:
        self.asked.append((act, command_id))
        return tuple(
            BatchLine(
                case_id=case_id,
                case_code=code(11, 23, n + 1),
                code="sign_off.own" if n % 2 else "",
                facts=(("case_code", code(11, 23, n + 1)),),
            )
            for n, case_id in enumerate(case_ids)
        )
