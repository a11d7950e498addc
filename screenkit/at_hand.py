"""The devices at hand of a screen, run over their lines and heard in the UI thread: card reader and code scanner.

What is not configured is not there: nothing is offered, nothing is reported.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from devices.card_reader.card_reader import CardReader
from devices.config import DevicesConfig
from devices.line import DeviceLine, DeviceReport, DeviceState
from devices.scanner.scanner import Scanner
from screenkit.bridge import Bridge

READER, SCANNER = "reader", "scanner"  # parts of cases.alarm.device_health


class DevicesAtHand(QObject):
    """`card` and `scan` carry events of devices.card_reader and devices.scanner; `changed`: one came or went."""

    changed = Signal()
    card = Signal(object)
    scan = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader: CardReader | None = None
        self._lines: dict[str, DeviceLine[Any]] = {}

    def open(
        self,
        config: DevicesConfig,
        bridge: Bridge,
        *,
        today: Callable[[], date],
        base_url: Callable[[], str],
        takes_lying: bool = False,
    ) -> None:
        """Begin; nobody waits for a device. `takes_lying`: devices.card_reader; `base_url`: of our QR codes."""
        if config.card_reader is not None:
            self._reader = CardReader(today, takes_lying=takes_lying)
            self._lines[READER] = DeviceLine(
                READER,
                config.card_reader.line(),
                self._reader,
                lambda event: bridge.post(self.card.emit, event),
                lambda _report: bridge.post(self.changed.emit),
            )
        if config.scanner is not None:
            self._lines[SCANNER] = DeviceLine(
                SCANNER,
                config.scanner.line(),
                Scanner(base_url),
                lambda event: bridge.post(self.scan.emit, event),
                lambda _report: bridge.post(self.changed.emit),
            )
        for line in self._lines.values():
            line.start()

    def want_card(self, wanted: bool) -> None:
        """Whether a page asks for a card; while none does, none is read."""
        if self._reader is not None:
            self._lines[READER].order(self._reader.want if wanted else self._reader.unwanted)

    def is_well(self, part: str) -> bool:
        """Whether it is configured, there, and of use: only then it is offered."""
        return part in self._lines and self._lines[part].report.state is DeviceState.OK

    @property
    def reports(self) -> Mapping[str, DeviceReport]:
        """How each is that should be there; from any thread."""
        return {part: line.report for part, line in self._lines.items()}

    def health(self) -> dict[str, str]:
        """The same as conditions of a health report; from any thread."""
        return {part: report.state.value for part, report in self.reports.items()}

    @Slot()
    def close(self) -> None:
        """Let go of the lines; may be called twice."""
        for line in self._lines.values():
            line.close()
