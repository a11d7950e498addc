"""The devices at hand of a screen, run over their lines and heard in the UI thread.

What is not configured is not there: nothing is offered, nothing is reported.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from devices.call_display.call_display import CallDisplay, Shown
from devices.card_reader.card_reader import CardReader
from devices.config import DevicesConfig, PortConfig
from devices.document_camera.document_camera import NAME as CAMERA
from devices.document_camera.document_camera import DocumentCamera
from devices.document_camera.plugged import plugged
from devices.evaluation_pad.evaluation_pad import EvaluationPad
from devices.keypad.keypad import Keypad
from devices.line import DeviceLine, DeviceReport, DeviceState
from devices.machine import Machine
from devices.scanner.scanner import Scanner
from devices.signature_pad.signature_pad import SignaturePad
from screenkit.bridge import Bridge

READER, SCANNER = "reader", "scanner"  # parts of cases.alarm.device_health
KEYPAD, SIGNATURE_PAD = "keypad", "signature_pad"
EVALUATION_PAD, CALL_DISPLAY = "evaluation_pad", "call_display"


class DevicesAtHand(QObject):
    """`card`, `scan`, `key`, `evaluated`, `signed` carry events of their devices; `changed`: one came or went."""

    changed = Signal()
    card = Signal(object)
    scan = Signal(object)
    key = Signal(object)
    evaluated = Signal(object)
    signed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader: CardReader | None = None
        self._evaluation_pad, self._display, self._signature_pad = (
            EvaluationPad(),
            CallDisplay(),
            SignaturePad(),
        )
        self._lines: dict[str, DeviceLine[Any]] = {}
        self.camera: DocumentCamera | None = None
        self._keypad_is_keyboard = False
        self.shown_call, self._brightness = Shown("", ""), 0

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
        reader = CardReader(today, takes_lying=takes_lying)
        self._keypad_is_keyboard = config.keypad_is_keyboard
        self._reader = reader if config.card_reader is not None else None
        there: tuple[tuple[str, PortConfig | None, Machine[Any], SignalInstance | None], ...] = (
            (READER, config.card_reader, reader, self.card),
            (SCANNER, config.scanner, Scanner(base_url), self.scan),
            (KEYPAD, config.keypad, Keypad(), self.key),
            (SIGNATURE_PAD, config.signature_pad, self._signature_pad, self.signed),
            (EVALUATION_PAD, config.evaluation_pad, self._evaluation_pad, self.evaluated),
            (CALL_DISPLAY, config.call_display, self._display, None),
        )
        for part, port, machine, told in there:
            if port is not None:
                self._lines[part] = self._line(part, port, machine, told, bridge)
        for line in self._lines.values():
            line.start()
        if config.call_display is not None:
            self._brightness = config.call_display.brightness
            self.show_call(self.shown_call)
        if config.document_camera is not None:
            self.camera = plugged(config.document_camera, self)
            self.camera.changed.connect(self.changed)

    def want_card(self, wanted: bool) -> None:
        """Whether a page asks for a card; while none does, none is read."""
        if self._reader is not None:
            self._lines[READER].order(self._reader.want if wanted else self._reader.unwanted)

    def ask_evaluation(self, visit_id: str, seconds: float) -> None:
        """Light the keys of the evaluation pad for this visit; `evaluated` follows."""
        if (line := self._lines.get(EVALUATION_PAD)) is not None:
            line.order(lambda now: self._evaluation_pad.ask(visit_id, seconds, now))

    def end_evaluation(self) -> None:
        """The next one is at the counter."""
        if (line := self._lines.get(EVALUATION_PAD)) is not None:
            line.order(self._evaluation_pad.rest)

    def show_call(self, shown: Shown) -> None:
        """On the display over this counter, until told otherwise."""
        self.shown_call = shown
        if (line := self._lines.get(CALL_DISPLAY)) is not None:
            lit = replace(shown, brightness=self._brightness)
            line.order(lambda now: self._display.show(lit, now))

    def begin_signature(self, print_hash: str, title: str) -> None:
        """Ask for a signature of this paper; `signed` follows."""
        if (line := self._lines.get(SIGNATURE_PAD)) is not None:
            line.order(lambda now: self._signature_pad.begin(print_hash, title, now))

    def end_signature(self) -> None:
        """Nobody is asked any more."""
        if (line := self._lines.get(SIGNATURE_PAD)) is not None:
            line.order(self._signature_pad.rest)

    @property
    def has_keypad(self) -> bool:
        """Whether somebody can press numbers: on a line that is well, or on a keyboard, of which nobody knows."""
        return self._keypad_is_keyboard or self.is_well(KEYPAD)

    def is_well(self, part: str) -> bool:
        """Whether it is configured, there, and of use: only then it is offered."""
        return part in self._lines and self._lines[part].report.state is DeviceState.OK

    def heard_since(self, part: str, at: float) -> bool:
        """Whether anything came from it after `at` (time.monotonic)."""
        return part in self._lines and self._lines[part].heard_at > at

    @property
    def reports(self) -> Mapping[str, DeviceReport]:
        """How each is that should be there; from any thread."""
        told = {part: line.report for part, line in self._lines.items()}
        return told if self.camera is None else {**told, CAMERA: self.camera.report}

    def health(self) -> dict[str, str]:
        """The same as conditions of a health report; from any thread."""
        return {part: report.state.value for part, report in self.reports.items()}

    @Slot()
    def close(self) -> None:
        """Let go of the lines; may be called twice."""
        for line in self._lines.values():
            line.close()
        if self.camera is not None:
            self.camera.close()

    def _line(
        self, part: str, port: PortConfig, machine: Machine[Any], told: SignalInstance | None, bridge: Bridge
    ) -> DeviceLine[Any]:
        """Its events and reports come by the bridge into the UI thread."""

        def hear(event: object) -> None:
            if told is not None:
                bridge.post(told.emit, event)

        return DeviceLine(part, port.line(), machine, hear, lambda _report: bridge.post(self.changed.emit))
