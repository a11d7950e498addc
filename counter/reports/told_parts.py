"""The parts of the reports page that are told in tables: which days they are about, and how they are asked for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from case_store.client.assessments import AssessmentClient
from cases.figures.periodic_report import Span
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.roles import Right
from cases.texts import Texts
from counter.reports.assessment_words import AssessmentWords
from counter.reports.people_words import PeopleWords
from counter.reports.periodic_words import PeriodicWords
from counter.reports.told_report import ToldReport

UNITS, PEOPLE, MONTH, YEAR = "units", "people", "month", "year"
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class ToldPart:
    """One part. `span`: the arrows move by so much; `right`: who may open it."""

    name: str
    span: Span
    right: Right


TOLD_PARTS = {
    part.name: part
    for part in (
        ToldPart(UNITS, Span.MONTH, Right.SEE_REPORTS),
        ToldPart(PEOPLE, Span.MONTH, Right.SEE_ATTENDANCE),
        ToldPart(MONTH, Span.MONTH, Right.SEE_REPORTS),
        ToldPart(YEAR, Span.YEAR, Right.SEE_REPORTS),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is needed to ask for a part and to tell it."""

    client: AssessmentClient
    policy: Policy
    texts: Texts
    now: datetime

    async def report(self, part: ToldPart, first: date, today: date, form: str) -> ToldReport | Refusal:
        """The report of the month or year that begins on `first`; of one that runs, until today."""
        last = min(last_of(part.span, first), today)
        period = self.period(part, first)
        match part.name:
            case "units":
                return await self._told(
                    self.client.units(first, last, form),
                    lambda told: AssessmentWords(self.policy, self.texts).report(told, period, self.now),
                )
            case "people":
                return await self._told(
                    self.client.people(first, last, form),
                    lambda told: PeopleWords(self.policy, self.texts).report(told, period, self.now),
                )
            case _:
                return await self._told(
                    self.client.periodic(part.span, first, form),
                    lambda told: PeriodicWords(self.policy, self.texts).report(told, self.now),
                )

    def period(self, part: ToldPart, first: date) -> str:
        """The month or year in words."""
        return self.texts.get(f"reports_assessment.period.{part.span}", year=first.year, month=first.month)

    async def _told(
        self, asked: Awaitable[Answer | Refusal], in_words: Callable[[Answer], ToldReport]
    ) -> ToldReport | Refusal:
        answer = await asked
        return answer if isinstance(answer, Refusal) else in_words(answer)


def first_of(span: Span, day: date) -> date:
    """The first day of the month or year that a day lies in."""
    return day.replace(day=1) if span is Span.MONTH else day.replace(month=1, day=1)


def last_of(span: Span, first: date) -> date:
    """The last day of the month or year that begins on a day."""
    return moved(span, first, 1) - timedelta(days=1)


def moved(span: Span, first: date, steps: int) -> date:
    """So many months or years on."""
    months = first.year * 12 + first.month - 1 + steps * (1 if span is Span.MONTH else 12)
    return date(months // 12, months % 12 + 1, 1)
