"""Reports, asked of the hall. Every method raises Unreachable; a rule that says no is a `Refusal`."""

from datetime import date

from case_store.client.connection import HallConnection, adapter
from cases.figures.case_figures import CaseworkReport
from cases.queue.queue_statistics import QueueReport
from cases.queue.work_statistics import AttendanceReport
from cases.refusal import Refusal

_QUEUE = adapter(QueueReport)
_ATTENDANCE = adapter(AttendanceReport)
_CASEWORK = adapter(CaseworkReport)


class ReportClient:
    """`form` other than "screen" ("csv", "pdf") is written down by the hall as taken out."""

    def __init__(self, connection: HallConnection) -> None:
        self._connection = connection

    async def queue(self, first_day: date, last_day: date, form: str = "screen") -> QueueReport | Refusal:
        """The queue in some days, both included."""
        body = {"first_day": first_day, "last_day": last_day, "form": form}
        return await self._connection.ask("POST", "/v1/reports/queue", _QUEUE, body, again=form == "screen")

    async def attendance(
        self, first_day: date, last_day: date, form: str = "screen"
    ) -> AttendanceReport | Refusal:
        """Attendance and work per person in some days."""
        body = {"first_day": first_day, "last_day": last_day, "form": form}
        return await self._connection.ask(
            "POST", "/v1/reports/attendance", _ATTENDANCE, body, again=form == "screen"
        )

    async def casework(
        self, first_day: date, last_day: date, form: str = "screen"
    ) -> CaseworkReport | Refusal:
        """Figures of the matters accepted in some days, at most a year."""
        body = {"first_day": first_day, "last_day": last_day, "form": form}
        return await self._connection.ask(
            "POST", "/v1/reports/casework", _CASEWORK, body, again=form == "screen"
        )
