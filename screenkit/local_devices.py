"""The devices of this machine as staff want to know them: how each is, its error, and trials (测试) that drive it.

A trial is asked for by the page 设备检测 of this machine, or by the hall in its answer to a health report. It is done
once however often it is asked for. What a trial shows of a device: scanner and keypad, that something comes when
somebody uses them; reader and pads, that they answer a question put after the trial began; the display shows 8888.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cases.alarm.device_errors import CODES
from cases.alarm.device_health import HealthReport
from cases.alarm.device_trial import UNANSWERED_AFTER, TrialAsked, TrialResult
from devices.call_display.call_display import Shown
from screenkit.at_hand import CALL_DISPLAY, KEYPAD, SCANNER, DevicesAtHand

BY_HAND_S, BY_ITSELF_S = 30.0, 8.0  # a reader at rest is asked every 3 s, a pad every 2 s
OWN_WAY_S = 60.0  # a printer that is being put right
LOOK_MS = 100
SHOWN_MS = 6_000
EIGHTS = Shown("8888", "8888", brightness=15)
Ended = Callable[[TrialResult], None]
Begin = Callable[[str, Ended], None]


@dataclass(slots=True)
class LocalTrial:
    """The last trial of a part. Times are of time.monotonic(); `began_at`: None while it waits for a citizen to go."""

    trial_id: str
    part: str
    asked_at: float
    result: TrialResult = TrialResult.WAITING
    began_at: float | None = None


@dataclass(slots=True)
class OwnWay:
    """A device that hangs on no line of ours: printer, loudspeaker. `begin` and what it calls are in the UI thread."""

    begin: Begin
    words: Callable[[], Mapping[str, str]] = dict
    errors: Callable[[], Mapping[str, str]] = dict


@dataclass(slots=True)
class _Kept:
    own: dict[str, OwnWay] = field(default_factory=dict)
    trials: dict[str, LocalTrial] = field(default_factory=dict)


class LocalDevices(QObject):
    """`is_free`: whether no citizen is served here; until then trials wait. `report` may be called from any thread."""

    changed = Signal()  # a device came or went, a trial began or ended
    told = Signal()  # a trial ended: the hall would like to know
    _asked = Signal(object)

    def __init__(
        self,
        at_hand: DevicesAtHand,
        is_free: Callable[[], bool] = lambda: True,
        parent: QObject | None = None,
        *,
        by_hand_s: float = BY_HAND_S,
    ) -> None:
        super().__init__(parent)
        self._at_hand, self._is_free, self._by_hand_s = at_hand, is_free, by_hand_s
        self._kept = _Kept()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._asked.connect(self._take)
        at_hand.changed.connect(self.changed)
        at_hand.scan.connect(self._scanned)
        at_hand.key.connect(self._pressed)

    def add(self, part: str, own: OwnWay) -> None:
        """A device that is tried out in its own way."""
        self._kept.own[part] = own

    def words(self) -> dict[str, str]:
        """Part → word of everything that this machine has; from any thread."""
        words = self._at_hand.health()
        for own in tuple(self._kept.own.values()):
            words |= own.words()
        return words

    def errors(self) -> dict[str, str]:
        """Part → code of what is in trouble now; from any thread."""
        errors = {part: report.error for part, report in self._at_hand.reports.items()}
        for own in tuple(self._kept.own.values()):
            errors |= own.errors()
        return {part: code for part, code in errors.items() if code in CODES}

    def report(self, device_id: str, kind: str, name: str, more: Mapping[str, str]) -> HealthReport:
        """What is told to the hall; `more`: conditions that are no device's. From any thread."""
        words = {**self.words(), **more}
        return HealthReport(
            device_id=device_id,
            kind=kind,
            name=name,
            conditions=words,
            errors={part: code for part, code in self.errors().items() if part in words},
            trials={one.trial_id: one.result.value for one in self.trials.values() if one.result},
        )

    @property
    def trials(self) -> Mapping[str, LocalTrial]:
        """The last trial of each part."""
        return dict(self._kept.trials)

    def ask(self, trials: tuple[TrialAsked, ...]) -> None:
        """The hall wants these tried out; from any thread."""
        self._asked.emit(trials)

    def try_out(self, trial_id: str, part: str) -> None:
        """Once per id; another one of the same part that is not done yet goes on."""
        before = self._kept.trials.get(part)
        if before is not None and (before.trial_id == trial_id or before.result is TrialResult.WAITING):
            return
        self._kept.trials[part] = LocalTrial(trial_id, part, time.monotonic())
        self._timer.start()
        self._look()

    @Slot(object)
    def _take(self, trials: tuple[TrialAsked, ...]) -> None:
        for asked in trials:
            self.try_out(asked.trial_id, asked.part)

    @Slot()
    def _look(self) -> None:
        """Begin what waits, end what is over."""
        waiting = [one for one in self._kept.trials.values() if one.result is TrialResult.WAITING]
        for trial in waiting:
            if trial.began_at is None:
                if self._is_free():
                    self._begin(trial)
                elif time.monotonic() - trial.asked_at > UNANSWERED_AFTER.total_seconds():
                    del self._kept.trials[trial.part]
            elif trial.part not in self._kept.own:
                self._judge(trial, trial.began_at)
            elif time.monotonic() - trial.began_at > OWN_WAY_S:
                self._end(trial, TrialResult.FAILED)
        if not waiting:
            self._timer.stop()

    def _begin(self, trial: LocalTrial) -> None:
        trial.began_at = time.monotonic()
        if (own := self._kept.own.get(trial.part)) is not None:
            own.begin(trial.trial_id, lambda result: self._end(trial, result))
        elif trial.part == CALL_DISPLAY and self._at_hand.is_well(CALL_DISPLAY):
            before = self._at_hand.shown_call
            self._at_hand.show_call(EIGHTS)
            self._at_hand.shown_call = before
            QTimer.singleShot(SHOWN_MS, self, self._show_again)
        self.changed.emit()

    def _judge(self, trial: LocalTrial, began_at: float) -> None:
        """A device on a line: whether it is of use, and was heard since."""
        by_hand = trial.part in (SCANNER, KEYPAD)
        if not self._at_hand.is_well(trial.part):
            self._end(trial, TrialResult.FAILED)
        elif not by_hand and self._at_hand.heard_since(trial.part, began_at):
            self._end(trial, TrialResult.LOOK if trial.part == CALL_DISPLAY else TrialResult.PASSED)
        elif time.monotonic() - began_at > (self._by_hand_s if by_hand else BY_ITSELF_S):
            self._end(trial, TrialResult.NOBODY if by_hand else TrialResult.FAILED)

    def _end(self, trial: LocalTrial, result: TrialResult) -> None:
        if trial.result is TrialResult.WAITING:
            trial.result = result
            self.changed.emit()
            self.told.emit()

    def _used(self, part: str) -> None:
        trial = self._kept.trials.get(part)
        if trial is not None and trial.began_at is not None:
            self._end(trial, TrialResult.PASSED)

    @Slot(object)
    def _scanned(self, _event: object) -> None:
        self._used(SCANNER)

    @Slot(object)
    def _pressed(self, _event: object) -> None:
        self._used(KEYPAD)

    @Slot()
    def _show_again(self) -> None:
        """What the display ought to show, unless it was told something else meanwhile anyway."""
        self._at_hand.show_call(self._at_hand.shown_call)
