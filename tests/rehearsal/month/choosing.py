"""What a robot does with a case page: one of the acts that the page offers, with something sensible in it."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.acts import Act
from cases.casework.case_state import CloseResult, DispatchKind
from cases.hall_time import hall_date
from cases.policy.policy import Policy
from cases.views_casework import CaseView, DispatchView

WORD = "写了几句"
RESULTS = (
    *(CloseResult.RESOLVED_ORAL,) * 5,
    *(CloseResult.REFERRED_LEGAL, CloseResult.TERMINATED_NO_CONSENT, CloseResult.NOT_ESTABLISHED),
)
# How often somebody thinks of what nobody waits for, in a hundred looks at a page that offers it.
ASIDES = {
    "record": 30,
    "appoint": 15,
    "begin-mediation": 20,
    "finish-mediation": 40,
    "agree": 30,
    "suspend": 4,
    "resume": 60,
    "ask-longer": 8,
    "give-back": 6,
    "recall": 2,
    "send-back": 6,
    "reopen": 5,
    "withdraw": 2,
    "reject": 6,
    "settle": 40,
    "not-reached": 20,
    "grade": 4,
    "archive": 30,
}


class Chooser:
    """Dice and policy; `units`: those that somebody works for."""

    def __init__(self, dice: random.Random, policy: Policy, units: frozenset[str]) -> None:
        self._dice, self._policy, self._units = dice, policy, units

    def choose(self, page: CaseView, now: datetime) -> Act | None:
        """What is waited for, or sometimes something else that the page offers; None: leaves it alone."""
        asides = [name for name in page.acts if self._dice.randrange(100) < ASIDES.get(name, 0)]
        name = self._dice.choice(asides) if asides else page.primary
        return self._make(name, page, now) if name else None

    def _make(self, name: str, page: CaseView, now: datetime) -> Act | None:
        make = getattr(self, f"_{name.replace('-', '_')}", None)
        return make(page, now) if make else None

    def _accept(self, _page: CaseView, _now: datetime) -> Act:
        return acts.Accept()

    def _reject(self, _page: CaseView, _now: datetime) -> Act:
        acceptance = self._policy.acceptance
        return acts.Reject(
            reason_code=self._dice.choice(sorted(acceptance.reasons)),
            referral_code=self._dice.choice(sorted(acceptance.referrals)),
            remark=WORD,
        )

    def _grade(self, page: CaseView, _now: datetime) -> Act:
        suggested = page.grade_suggestion.grade if page.grade_suggestion else CaseGrade.SIMPLE
        grades = list(CaseGrade)
        raised = grades[min(len(grades) - 1, suggested.rank + (self._dice.random() < 0.15))]
        return acts.Grade(grade=raised, because=WORD)

    def _send(self, page: CaseView, now: datetime) -> Act | None:
        if page.consultation_owed:
            return self._record(page, now) if "record" in page.acts else None
        known = [route for route in page.routes if route.unit_id in self._units]
        if not known:
            return self._to(
                DispatchKind.SINGLE, Level.BANNER, ResolutionMethod.ADMINISTRATIVE_MEDIATION, ("justice",)
            )
        route = self._dice.choice(known[:3])
        if route.dual_with in self._units:
            return self._to(
                DispatchKind.DUAL, route.level, route.channel, (route.unit_id, str(route.dual_with))
            )
        helpers = tuple(unit for unit in route.co_units if unit in self._units and unit != route.unit_id)
        kind = DispatchKind.JOINT if helpers else DispatchKind.SINGLE
        return self._to(kind, route.level, route.channel, (route.unit_id, *helpers))

    def _to(self, kind: DispatchKind, level: Level, channel: ResolutionMethod, units: tuple[str, ...]) -> Act:
        return acts.SendTo(kind=kind, level=level, channel=channel, units=units, because=WORD)

    def _acknowledge(self, page: CaseView, _now: datetime) -> Act | None:
        return self._own(page, ("assigned",), lambda one: acts.Acknowledge(dispatch_id=one.dispatch_id))

    def _give_back(self, page: CaseView, _now: datetime) -> Act | None:
        duty = self._dice.choice([duty.id for duty in self._policy.duties.duties])
        return self._own(
            page,
            ("assigned", "acknowledged"),
            lambda one: acts.GiveBack(dispatch_id=one.dispatch_id, duty_id=duty, because=WORD),
        )

    def _recall(self, page: CaseView, _now: datetime) -> Act | None:
        live = [one for one in page.dispatches if one.state in ("assigned", "acknowledged")]
        if not live:
            return None
        return acts.Recall(dispatch_id=self._dice.choice(live).dispatch_id, because=WORD)

    def _record(self, page: CaseView, _now: datetime) -> Act:
        kinds = [kind.key for kind in self._policy.casework.record_kinds]
        kind = "consultation" if page.consultation_owed else self._dice.choice(kinds)
        return acts.Record(kind=kind, text=WORD, zone="mediation_zone")

    def _appoint(self, _page: CaseView, now: datetime) -> Act:
        kinds = [kind.key for kind in self._policy.casework.appointment_kinds]
        ahead = self._dice.choice((0, 1, 1, 2, 5))
        return acts.Appoint(
            kind=self._dice.choice(kinds),
            meet_at=now + timedelta(days=ahead, hours=1),
            text=WORD,
            override="" if ahead else WORD,
        )

    def _begin_mediation(self, _page: CaseView, _now: datetime) -> Act:
        return acts.BeginMediation(org="justice", by_court=self._dice.random() < 0.2)

    def _finish_mediation(self, _page: CaseView, _now: datetime) -> Act:
        return acts.FinishMediation(agreed=self._dice.random() < 0.6)

    def _agree(self, _page: CaseView, now: datetime) -> Act:
        return acts.Agree(terms=WORD, perform_by=hall_date(now) + timedelta(days=20))

    def _suspend(self, _page: CaseView, _now: datetime) -> Act:
        reasons = [reason.key for reason in self._policy.casework.suspend_reasons]
        return acts.Suspend(reason_code=self._dice.choice(reasons), because=WORD)

    def _resume(self, _page: CaseView, _now: datetime) -> Act:
        return acts.Resume()

    def _ask_longer(self, page: CaseView, _now: datetime) -> Act | None:
        clock = next((clock for clock in page.clocks if clock.kind == "close"), None)
        if clock is None:
            return None
        amount = self._dice.randint(1, clock.longest_extension)
        return acts.AskLonger(clock_id=clock.clock_id, amount=amount, because=WORD)

    def _decide_longer(self, _page: CaseView, _now: datetime) -> Act:
        return acts.DecideLonger(grant=self._dice.random() < 0.7)

    def _report(self, page: CaseView, _now: datetime) -> Act | None:
        result = CloseResult.RESOLVED_AGREEMENT if page.agreement_number else self._dice.choice(RESULTS)
        return self._own(
            page,
            ("acknowledged",),
            lambda one: acts.Report(
                dispatch_id=one.dispatch_id,
                result=result,
                method=ResolutionMethod.ADMINISTRATIVE_MEDIATION,
                text=WORD,
            ),
        )

    def _tell(self, _page: CaseView, _now: datetime) -> Act:
        return acts.Tell(channel="phone", text=WORD)

    def _not_reached(self, _page: CaseView, _now: datetime) -> Act:
        return acts.NotReached(channel="phone")

    def _sign_off(self, _page: CaseView, _now: datetime) -> Act:
        return acts.SignOff()

    def _send_back(self, _page: CaseView, _now: datetime) -> Act:
        return acts.SendBack(because=WORD)

    def _reopen(self, _page: CaseView, _now: datetime) -> Act:
        reasons = [reason.key for reason in self._policy.casework.reopen_reasons]
        return acts.Reopen(reason_code=self._dice.choice(reasons), because=WORD)

    def _archive(self, _page: CaseView, _now: datetime) -> Act:
        return acts.Archive()

    def _withdraw(self, _page: CaseView, _now: datetime) -> Act:
        return acts.Withdraw(because=WORD)

    def _follow_up(self, page: CaseView, _now: datetime) -> Act:
        performed = self._dice.random() < 0.8 if page.agreement_number else None
        satisfied = self._dice.random() < 0.85
        return acts.FollowUp(channel="phone", text=WORD, satisfied=satisfied, performed=performed)

    def _settle(self, page: CaseView, _now: datetime) -> Act | None:
        if page.grade_suggestion is None or page.grade_suggestion.grade is not CaseGrade.SIMPLE:
            return None
        return acts.SettleNow(
            done=WORD,
            result=CloseResult.RESOLVED_ORAL,
            method=ResolutionMethod.RECONCILIATION,
            told=WORD,
        )

    def _own(
        self, page: CaseView, states: tuple[str, ...], make: Callable[[DispatchView], Act]
    ) -> Act | None:
        """An act on a dispatch of the robot's own unit."""
        own = [one for one in page.dispatches if one.own and one.state in states]
        return make(self._dice.choice(own)) if own else None
