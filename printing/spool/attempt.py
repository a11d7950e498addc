"""One job on its way to the printer, and what can be said of it afterwards."""

import time
from dataclasses import dataclass

from printing.paper import Paper
from printing.spool.job import Job, JobState, JobStore, PrinterError, Reason
from printing.thermal.press import Press
from printing.transports.transport import Transport


@dataclass(frozen=True, slots=True)
class Ending:
    """A job's last state, and why. `trouble`: what stands in the way of the next one."""

    state: JobState
    reason: Reason | None = None
    detail: str = ""
    trouble: Reason | None = None


class Attempt:
    """Made for one job."""

    def __init__(self, jobs: JobStore, press: Press, transport: Transport) -> None:
        self._jobs = jobs
        self._press = press
        self._transport = transport
        self.first_byte_at: float | None = None

    def run(self, job: Job, paper: Paper, *, is_well: bool) -> Ending:
        """Print `paper` if the printer is well, and say how it went. `is_well`: it has just said so."""
        try:
            made = self._press.make(paper, self._transport.encoders)
            self._jobs.mark(job.job_id, JobState.PRINTING)
            stops = None if is_well else self._transport.ask().stops
            if stops is not None:
                return _failed(JobState.FAILED, stops)
            self._transport.send(f"{job.kind.value}-{job.ticket_no}", made, self._begun)
            after = self._transport.confirm()
        except PrinterError as failure:
            return self.broken(failure)
        if after.stops is None or after.worked_off:
            return Ending(JobState.PRINTED, after.warns, trouble=after.stops or after.warns)
        return self._void(after.stops)

    def broken(self, failure: PrinterError) -> Ending:
        """FAILED while no byte has left; VOIDED when the end never did; else nobody knows: `printer.silent` says so."""
        if self.first_byte_at is None:
            return _failed(JobState.FAILED, failure.reason, failure.detail)
        if failure.cut_short:
            return self._void(failure.reason, failure.detail)
        return _failed(JobState.UNKNOWN, Reason.SILENT, failure.detail)

    def _void(self, reason: Reason, detail: str = "") -> Ending:
        self._transport.abandon()
        return _failed(JobState.VOIDED, reason, detail)

    def _begun(self) -> None:
        self.first_byte_at = time.monotonic()


def _failed(state: JobState, reason: Reason, detail: str = "") -> Ending:
    return Ending(state, reason, detail, trouble=reason)
