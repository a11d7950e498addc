"""Hundreds of cases as their real events tell them, written at once: every way that a case can go, from one seed.

What they decide is drawn, not asked of the rules, so that a world of 600 takes no minute; folded they are by the store.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from case_store.log.history import case_name, evaluation_name
from cases.advice.grade import CaseGrade, Level
from cases.casework import case_events as done
from cases.casework import handling_events as handled
from cases.casework.case_state import CloseResult, DispatchKind
from cases.casework.evaluation import Channel, EvaluationGiven, Subject
from cases.codec import Event
from cases.deadlines.case_clock import ArmedClock, BudgetUnit, Pause, clock_id
from cases.deadlines.clock_kinds import ClockKind
from cases.hall_time import hall_date
from cases.matter.case_code import CaseCode
from cases.matter.matter import OpenMatter, SealedMatter
from cases.sealed import Sealed
from tests.case_store.one_hall import POLICY

NOTHING = Sealed(key_id="k", nonce="bm9uY2U=", ciphertext="dGV4dA==")
TOLD = (
    ("neighbour", None),
    ("neighbour", "0203"),
    ("debt", None),
    ("debt", "0801"),
    ("unclear", None),
    (None, None),
)
STAFF = "s1"
ENDS_ALL = (done.CaseRejected, handled.CaseWithdrawn, handled.CaseMerged)
SAID = (ClockKind.CLOSE, ClockKind.ACCEPT)
UNITS = ("justice", "labour", "housing")
TOWNS = [town.code for banner in POLICY.places.banners for town in banner.towns]
HOME = [town for town in TOWNS if town.startswith(POLICY.hall.home_banner)]


@dataclass(frozen=True)
class Told:
    """Something that happened: to which aggregate, when."""

    aggregate: str
    event: Event
    at: datetime


@dataclass
class Drawn:
    """A case on its way. `rest`: how likely it stays where it is instead of going on to its end."""

    case_id: str
    luck: Random
    now: datetime
    at: datetime
    hurry: float = 1.0  # a matter of minutes, or of days
    told: list[Told] = field(default_factory=list)
    clocks: list[ArmedClock] = field(default_factory=list)
    running: set[str] = field(default_factory=set)
    ends: dict[str, datetime] = field(default_factory=dict)
    seen: dict[ClockKind, int] = field(default_factory=dict)
    units: list[tuple[str, str]] = field(default_factory=list)  # (dispatch, unit)
    dual: bool = False

    def chance(self, share: float) -> bool:
        return self.luck.random() < share

    def later(self, most_hours: float) -> bool:
        """Time goes on; False where that would be after now."""
        self.at += timedelta(hours=most_hours * self.hurry * self.luck.uniform(0.05, 1))
        return self.at < self.now

    def say(self, event: Event) -> None:
        self.told.append(Told(case_name(self.case_id), event, self.at))
        for stopped in self.running if isinstance(event, ENDS_ALL) else getattr(event, "stops", ()):
            self.ends[stopped] = self.at
        self.running -= self.ends.keys()
        if isinstance(event, handled.CaseSuspended):
            self.ends |= {clock.clock_id: self.at for clock in event.clocks}

    def clock(self, kind: ClockKind, hours: float, subject: str = "") -> ArmedClock:
        """A new one; its limit is drawn, so that some are soon over and some are past."""
        self.seen[kind] = generation = self.seen.get(kind, 0) + 1
        tight = 0.03 if self.chance(0.15) else 1
        due = self.at + timedelta(hours=hours * self.hurry * tight * self.luck.uniform(0.2, 2))
        clock = ArmedClock(
            kind=kind,
            unit=BudgetUnit.CLOCK_HOURS,
            amount=8,
            started_at=self.at,
            soon_at=self.at + (due - self.at) * 0.7,
            due_at=due,
            due_date=hall_date(due),
            calendar_version="drawn",
            subject=subject,
            generation=generation,
        )
        self.clocks.append(clock)
        self.running.add(clock.clock_id)
        return clock


def draw(luck: Random, number: int, now: datetime, since: datetime) -> list[Told]:
    """One case. A third of all is of today."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = luck.random() < 0.4
    start = midnight if today else since
    at = start + (now - start) * luck.random() * (0.8 if today else 1)
    case = Drawn(f"case-{number:05d}", luck, now, at, hurry=0.05 if today else 1.0)
    _register(case, number)
    _life(case)
    _time(case)
    return sorted(case.told, key=lambda one: one.at)


def _register(case: Drawn, number: int) -> None:
    luck = case.luck
    category, dispute_type = luck.choice(TOLD)
    matter = OpenMatter(
        category=category,
        dispute_type=dispute_type or luck.choice((None, f"{luck.randrange(1, 18):02d}")),
        town=_place(luck),
        party_count=1,
        amount_fen=luck.choice((None, 5_000_00, 100_000_000, 250_000_000)),
    )
    registered = done.CaseRegistered(
        case_id=case.case_id,
        case_code=CaseCode(POLICY.hall.centre_code, hall_date(case.at), number).text,
        visit_id=None,
        source="phone",
        matter=SealedMatter(open=matter),
        receipt_code_hash="",
        confirmed_at=case.at,
        clocks=(case.clock(ClockKind.ACCEPT, 72),),
    )
    case.say(registered)


def _place(luck: Random) -> str | None:
    """A town, mostly of the hall's own banner; sometimes only the banner, one that nobody knows, or none."""
    kind = luck.random()
    if kind < 0.08:
        return None
    if kind < 0.14:
        return luck.choice(("150502", "150521", "999999001"))
    return luck.choice(HOME if luck.random() < 0.5 else TOWNS)


def _life(case: Drawn) -> None:
    for step in (_accept, _grade, _send, _handle, _tell, _close, _after):
        if case.chance(0.07) or not case.later(40) or not step(case):
            return


def _accept(case: Drawn) -> bool:
    if case.chance(0.06):
        case.say(done.CaseRejected(staff_id=STAFF, reason_code="r", referral_code="c", remark=None))
        return False
    if case.chance(0.04):
        case.say(handled.CaseMerged(staff_id=STAFF, into_case_id="x", into_case_code="X"))
        return False
    case.ends |= dict.fromkeys(case.running, case.at)
    case.running.clear()
    clocks = (case.clock(ClockKind.GRADE, 10),)
    case.say(done.CaseAccepted(staff_id=STAFF, accepted_at=case.at, clocks=clocks))
    if case.chance(0.05):
        case.later(5)
        case.say(handled.CaseWithdrawn(staff_id=STAFF, because=None))
        return False
    return True


def _grade(case: Drawn) -> bool:
    grade = case.luck.choice(list(CaseGrade))
    close = case.clock(ClockKind.CLOSE, 400)
    clocks = (case.clock(ClockKind.DISPATCH, 20), close)
    case.say(_graded(grade, clocks, ("grade",)))
    if case.chance(0.2) and case.later(5):
        higher = CaseGrade.DIFFICULT if case.chance(0.7) else CaseGrade.SIMPLE
        case.say(_graded(higher, (), ()))
    return True


def _graded(grade: CaseGrade, clocks: tuple[ArmedClock, ...], stops: tuple[str, ...]) -> done.CaseGraded:
    return done.CaseGraded(
        staff_id=STAFF,
        grade=grade,
        suggested=grade,
        floor=CaseGrade.SIMPLE,
        major_amount=False,
        reasons=(),
        because=None,
        clocks=clocks,
        stops=stops,
    )


def _send(case: Drawn) -> bool:
    case.dual = case.chance(0.25)
    units = case.luck.sample(UNITS, 2 if case.dual else 1)
    case.units = [(f"{case.case_id}/{unit}", unit) for unit in units]
    case.say(
        done.CaseDispatched(
            staff_id=STAFF,
            dispatched_at=case.at,
            kind=DispatchKind.DUAL if case.dual else DispatchKind.SINGLE,
            level=case.luck.choices(list(Level), (1, 5, 3, 2))[0].value,
            channel="R01",
            assigned=tuple(
                done.Assigned(dispatch_id=id_, unit=unit, lead=id_ == case.units[0][0])
                for id_, unit in case.units
            ),
            reasons=(),
            because=None,
            clocks=tuple(case.clock(ClockKind.ACKNOWLEDGE, 30, id_) for id_, _ in case.units),
            stops=("dispatch",),
        )
    )
    return True


def _handle(case: Drawn) -> bool:
    for id_, unit in case.units:
        case.say(
            done.DispatchAcknowledged(
                dispatch_id=id_,
                staff_id="u",
                unit=unit,
                acknowledged_at=case.at,
                stops=(clock_id(ClockKind.ACKNOWLEDGE, id_, case.seen[ClockKind.ACKNOWLEDGE]),),
            )
        )
    if case.chance(0.08):
        case.say(handled.CaseSuspended(staff_id=STAFF, reason_code="r", because=None, clocks=_paused(case)))
        return False
    if case.chance(0.6) and not _mediate(case):
        return False
    for id_, unit in case.units[: 1 if case.dual and case.chance(0.4) else 2]:
        case.say(
            handled.DispatchReported(
                dispatch_id=id_, staff_id="u", unit=unit, result=_result(case), method="R01", sealed=None
            )
        )
    reported = [one for one in case.told if isinstance(one.event, handled.DispatchReported)]
    if len(reported) < len(case.units):
        return False
    close = [name for name in sorted(case.running) if name.startswith(ClockKind.CLOSE)]
    feedback = (case.clock(ClockKind.FEEDBACK, 40),)
    case.say(
        handled.ResultSubmitted(
            result=_result(case), method="R01", submitted_at=case.at, clocks=feedback, stops=tuple(close)
        )
    )
    return True


def _paused(case: Drawn) -> tuple[ArmedClock, ...]:
    pause = (Pause(since=case.at, reason="r"),)
    return tuple(replace(clock, pauses=pause) for clock in case.clocks if clock.clock_id in case.running)


def _mediate(case: Drawn) -> bool:
    for _ in range(case.luck.choice((1, 1, 2))):
        clock = case.clock(ClockKind.MEDIATION, 300)
        case.say(handled.MediationStarted(staff_id="u", org="o", by_court=False, clocks=(clock,)))
        if not case.later(20):
            return False
        agreed = case.chance(0.6)
        case.say(handled.MediationEnded(staff_id="u", agreed=agreed, stops=(clock.clock_id,)))
    return True


def _result(case: Drawn) -> CloseResult:
    results: list[CloseResult] = [*CloseResult, CloseResult.RESOLVED_AGREEMENT, CloseResult.RESOLVED_ORAL]
    return case.luck.choice(results)


def _tell(case: Drawn) -> bool:
    clocks, stops = (case.clock(ClockKind.SIGN_OFF, 40),), tuple(sorted(case.running))
    if case.chance(0.2):
        case.say(handled.ContactFailed(staff_id=STAFF, channel="phone", tried_at=case.at))
        if not case.later(10):
            return False
        last = handled.ContactFailed(
            staff_id=STAFF, channel="phone", tried_at=case.at, clocks=clocks, stops=stops
        )
        case.say(last)
    else:
        case.say(
            handled.FeedbackGiven(
                staff_id=STAFF, channel="phone", said_at=case.at, sealed=NOTHING, clocks=clocks, stops=stops
            )
        )
    return True


def _close(case: Drawn) -> bool:
    stops = tuple(sorted(case.running))
    visit = (case.clock(ClockKind.FOLLOW_UP, 200),)
    case.say(handled.CaseClosed(staff_id="s2", result=_result(case), clocks=visit, stops=stops))
    return True


def _after(case: Drawn) -> bool:
    if case.chance(0.6):
        case.told.append(
            Told(
                evaluation_name(Subject.CASE, case.case_id),
                EvaluationGiven(
                    subject=Subject.CASE.value,
                    subject_id=case.case_id,
                    levels=(("overall", case.luck.choice((1, 2, 3, 4, 5, 5))),),
                    channel=Channel.PHONE.value,
                ),
                case.at,
            )
        )
    if case.chance(0.15) and case.later(20):
        stops, clocks = tuple(sorted(case.running)), (case.clock(ClockKind.CLOSE, 200),)
        case.say(
            handled.CaseReopened(staff_id=STAFF, reason_code="r", because=None, clocks=clocks, stops=stops)
        )
        if case.chance(0.3) and case.later(20):
            case.say(handled.CaseWithdrawn(staff_id=STAFF, because=None))
    elif case.chance(0.3) and case.later(20):
        case.say(handled.CaseArchived(staff_id=STAFF))
    return False


def _time(case: Drawn) -> None:
    """What ran out is said, where a figure looks at it; what has ended runs out no more."""
    for clock in case.clocks:
        if clock.kind in SAID and clock.due_at < min(case.ends.get(clock.clock_id, case.now), case.now):
            passed = done.DeadlinePassed(
                clock=clock.kind,
                rung=0,
                due_at=clock.due_at,
                item_id=f"{case.case_id}/{clock.clock_id}",
                clock_id=clock.clock_id,
            )
            case.told.append(Told(case_name(case.case_id), passed, clock.due_at))
