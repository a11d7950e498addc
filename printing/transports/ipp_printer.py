"""A printer that speaks IPP, or a queue of CUPS: a paper goes as a PDF, and the printer says how its job ended."""

import http.client
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from types import MappingProxyType

from printing.spool.job import PrinterError, Reason
from printing.spool.printer_status import Condition
from printing.thermal.pdf import pdf
from printing.thermal.press import Encoders, Encoding
from printing.transports import ipp

IPP_PORT = 631
ANSWER_S_MAX = 5.0
ENDED_S_MAX = 60.0  # a laser printer that slept warms up first
ASK_AGAIN_S = 0.2
ANSWER_BYTES_MAX = 1_000_000  # what we ask for is a few hundred bytes
_STOPPED = 5  # printer-state
_PROCESSING_STOPPED, _CANCELED, _ABORTED, _COMPLETED = 6, 7, 8, 9  # job-state
_COVER = ("cover-open", "door-open", "interlock-open")
_EMPTY = ("media-empty", "media-needed", "input-tray-missing")
_FAULTS = ("media-jam", "shutdown", "stopped", "fuser-over-temp", "offline")
_LOW = ("media-low",)


class IppPrinter:
    """`ipp://host:port/path`. The document is PDF; a paper's name is its kind and number, nothing of a person."""

    encoders: Encoders = MappingProxyType({Encoding.PDF: pdf})

    def __init__(self, host: str, port: int, path: str, *, tls: bool = False) -> None:
        self._host, self._port, self._path, self._tls = host, port, path, tls
        self._uri = f"{'ipps' if tls else 'ipp'}://{host}:{port}{path}"
        self._request_ids = count(1)
        self._job_id: int | None = None

    def ask(self) -> Condition:
        """printer-state and its reasons."""
        wanted = (ipp.KEYWORD, "requested-attributes", "printer-state")
        also = (ipp.KEYWORD, "", "printer-state-reasons")
        found = self._asked(ipp.GET_PRINTER_ATTRIBUTES, [wanted, also])
        return _condition(found.words("printer-state-reasons"), found.number("printer-state") == _STOPPED)

    def send(self, name: str, made: Mapping[Encoding, bytes], begun: Callable[[], None]) -> None:
        """Print-Job. What the printer does not take whole it does not print."""
        begun()
        try:
            taken = self._asked(
                ipp.PRINT_JOB,
                [
                    (ipp.NAME, "requesting-user-name", "pingan"),
                    (ipp.NAME, "job-name", name),
                    (ipp.MIME, "document-format", "application/pdf"),
                ],
                made[Encoding.PDF],
            )
        except PrinterError as failure:
            failure.cut_short = (
                failure.reason is Reason.FAULT
            )  # it said no; otherwise nobody knows what it took
            raise
        self._job_id = taken.number("job-id")

    def confirm(self) -> Condition:
        """Wait for the end of the job."""
        if self._job_id is None:
            raise PrinterError(Reason.SILENT, f"{self._uri}: took a job and named none")
        give_up_at = time.monotonic() + ENDED_S_MAX
        while time.monotonic() < give_up_at:
            job = self._asked(ipp.GET_JOB_ATTRIBUTES, [(ipp.INTEGER, "job-id", self._job_id)])
            state, reasons = job.number("job-state"), job.words("job-state-reasons")
            if state == _COMPLETED:
                return replace(self.ask(), worked_off=True)
            if state in (_CANCELED, _ABORTED):
                raise PrinterError(Reason.FAULT, f"job-state {state}: {sorted(reasons)}", cut_short=True)
            found = self.ask()
            if found.stops is not None and state == _PROCESSING_STOPPED:
                return found
            time.sleep(ASK_AGAIN_S)
        raise PrinterError(Reason.SILENT, f"{self._uri}: the job did not end")

    def abandon(self) -> None:
        """Cancel-Job: what waits there must not come out later."""
        job_id, self._job_id = self._job_id, None
        if job_id is not None:
            try:
                self._asked(ipp.CANCEL_JOB, [(ipp.INTEGER, "job-id", job_id)])
            except PrinterError:
                return  # ended already, or nobody hears

    def close(self) -> None:
        """Nothing is held open."""

    def _asked(
        self, operation: int, given: list[tuple[int, str, ipp.Value]], document: bytes = b""
    ) -> ipp.Answer:
        first: tuple[int, str, ipp.Value] = (ipp.URI, "printer-uri", self._uri)
        body = ipp.request(operation, next(self._request_ids), [first, *given]) + document
        try:
            found = ipp.answer(self._post(body))
        except (ConnectionRefusedError, ConnectionResetError, FileNotFoundError) as lost:
            raise PrinterError(Reason.ABSENT, f"{self._uri}: {lost}") from lost
        except (OSError, http.client.HTTPException, ipp.NotIpp) as strange:
            raise PrinterError(Reason.SILENT, f"{self._uri}: {strange!r}") from strange
        if not found.is_ok:
            raise PrinterError(Reason.FAULT, f"{self._uri}: status {found.status:#06x}")
        return found

    def _post(self, body: bytes) -> bytes:
        safe = ssl.create_default_context() if self._tls else None
        connection = (
            http.client.HTTPSConnection(self._host, self._port, timeout=ANSWER_S_MAX, context=safe)
            if safe
            else http.client.HTTPConnection(self._host, self._port, timeout=ANSWER_S_MAX)
        )
        try:
            connection.request("POST", self._path, body, {"Content-Type": "application/ipp"})
            with connection.getresponse() as response:
                data = response.read(ANSWER_BYTES_MAX + 1)
        finally:
            connection.close()
        if response.status != http.client.OK:
            raise http.client.HTTPException(f"HTTP {response.status}")
        if len(data) > ANSWER_BYTES_MAX:
            raise ipp.NotIpp(f"more than {ANSWER_BYTES_MAX} bytes")
        return data


def _condition(reasons: frozenset[str], is_stopped: bool) -> Condition:
    """From printer-state-reasons; their endings -error, -warning and -report are left away."""
    bare = {
        reason.removesuffix("-error").removesuffix("-warning").removesuffix("-report") for reason in reasons
    }
    cover_open, out = not bare.isdisjoint(_COVER), not bare.isdisjoint(_EMPTY)
    return Condition(
        cover_open=cover_open,
        out_of_paper=out,
        fault=not bare.isdisjoint(_FAULTS) or (is_stopped and not (cover_open or out)),
        near_end=not bare.isdisjoint(_LOW) and not out,
    )
