"""考核、月报、年报, asked of the hall. Every method raises Unreachable; a rule that says no is a `Refusal`."""

from datetime import date

from case_store.client.connection import HallConnection, adapter
from cases.figures.assessment import UnitsAssessment
from cases.figures.dual_assessment import DualAssessment
from cases.figures.periodic_report import PeriodicReport, Span
from cases.refusal import Refusal

_UNITS = adapter(UnitsAssessment)
_PEOPLE = adapter(DualAssessment)
_PERIODIC = adapter(PeriodicReport)


class AssessmentClient:
    """`form` other than "screen" ("xlsx", "pdf") is written down by the hall as taken out."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def units(self, first_day: date, last_day: date, form: str = "screen") -> UnitsAssessment | Refusal:
        """平安建设考核 in some days, at most a year."""
        body = {"first_day": first_day, "last_day": last_day, "form": form}
        return await self._connection.ask(
            "POST", "/v1/assessments/units", _UNITS, body, again=form == "screen"
        )

    async def people(self, first_day: date, last_day: date, form: str = "screen") -> DualAssessment | Refusal:
        """双重考核 in some days, at most a quarter."""
        body = {"first_day": first_day, "last_day": last_day, "form": form}
        return await self._connection.ask(
            "POST", "/v1/assessments/people", _PEOPLE, body, again=form == "screen"
        )

    async def periodic(self, span: Span, day: date, form: str = "screen") -> PeriodicReport | Refusal:
        """The month or the year that a day lies in."""
        body = {"span": span, "day": day, "form": form}
        return await self._connection.ask(
            "POST", "/v1/assessments/periodic", _PERIODIC, body, again=form == "screen"
        )
