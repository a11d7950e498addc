"""The view-model of a batch (批量办理): one act on all that is marked, one confirmation, and what was refused."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.casework import acts
from cases.casework.acts import ACTS, NAME_OF, Act
from cases.casework.case_state import CaseState
from cases.refusal import Refusal
from cases.roles import may
from cases.views_casework import BatchLine, CaseRow
from counter.casework.asking import Asking
from counter.rejection import ChoiceLine
from counter.services import CounterServices
from counter.wording import short_case_code
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

NONE, CHOOSE, CONFIRM, RESULT = "", "choose", "confirm", "result"
# What may be done with many at once, and the states that it is done in.
BATCH: dict[Act, tuple[CaseState, ...]] = {
    acts.SignOff(): (CaseState.FEEDBACK_GIVEN,),
    acts.Acknowledge(): (CaseState.DISPATCHED, CaseState.REOPENED, CaseState.HANDLING),
    acts.Archive(): (CaseState.CLOSED,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """A case of a batch that was not done, and why."""

    case_id: str
    code: str
    sentence: str


@QmlElement
class BatchViewModel(QObject):
    """Open from B until it is closed. Each case is done by itself: what is refused holds up nobody."""

    changed = Signal()
    done = Signal(list)  # ids of the cases that were done

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._asking = Asking(services, self)
        self._panel, self._said = NONE, ""
        self._possible: dict[Act, tuple[str, ...]] = {}
        self._act: Act | None = None
        self._choices = RowModel(ChoiceLine, lambda line: line.code, self)
        self._refused = RowModel(RefusedLine, lambda line: line.case_id, self)

    def open(self, rows: tuple[CaseRow, ...]) -> None:
        """With what is marked: at once the question when only one thing can be done with it."""
        self._possible = self._possible_with(rows)
        self._panel = CONFIRM if len(self._possible) == 1 else CHOOSE
        self._act = next(iter(self._possible), None)
        self._said = "" if self._possible else self._say("none_possible" if rows else "none_marked")
        self._choices.set_rows(
            [
                ChoiceLine(code=NAME_OF[type(act)], name=self._question_of(act), is_chosen=False)
                for act in self._possible
            ]
        )
        self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Given up, or read."""
        self._panel = NONE
        self.changed.emit()

    @Slot(int)
    def choose(self, index: int) -> None:
        """One of several things."""
        if self._panel == CHOOSE and 0 <= index < len(self._possible):
            self._act, self._panel = list(self._possible)[index], CONFIRM
            self.changed.emit()

    @Slot()
    def confirm(self) -> None:
        """Enter: do it; after the result, back to the list."""
        if self._panel == RESULT or not self._possible:
            self.close()
            return
        if self._panel != CONFIRM or self._act is None:
            return
        ids, act = self._possible[self._act], self._act
        self._asking.ask(
            (ids, act),
            lambda id_: self._services.client.casework.act_on_many(ids, act, id_),
            self._was_done,
            self._was_refused,
        )

    def _was_done(self, lines: tuple[BatchLine, ...]) -> None:
        refused = [line for line in lines if line.code]
        key = "refused" if refused else "done"
        self._said = self._say(key, count=len(lines) - len(refused), refused=len(refused))
        self._refused.set_rows(
            [
                RefusedLine(
                    case_id=line.case_id,
                    code=short_case_code(line.case_code),
                    sentence=self._services.desk.sentence(Refusal(line.code, dict(line.facts))),
                )
                for line in refused
            ]
        )
        self._panel = RESULT
        self.changed.emit()
        self.done.emit([line.case_id for line in lines if not line.code])

    def _was_refused(self, sentence: str) -> None:
        self._said = sentence
        self.changed.emit()

    def _possible_with(self, rows: tuple[CaseRow, ...]) -> dict[Act, tuple[str, ...]]:
        """What this person may do, and with which of the cases."""
        staff = self._services.desk.knows.staff
        found: dict[Act, tuple[str, ...]] = {}
        for act, states in BATCH.items():
            ids = tuple(row.case_id for row in rows if row.state in states)
            if ids and staff is not None and may(staff.role, ACTS[NAME_OF[type(act)]][1]):
                found[act] = ids
        return found

    def _question_of(self, act: Act) -> str:
        key = f"counter_casework.batch.ask_{NAME_OF[type(act)]}"
        return self._services.rules.texts.get(key, count=len(self._possible[act]))

    def _question(self) -> str:
        return self._question_of(self._act) if self._panel == CONFIRM and self._act else ""

    def _say(self, key: str, **facts: object) -> str:
        return self._services.rules.texts.get(f"counter_casework.batch.{key}", **facts)

    choices = Property(RowModel, lambda self: self._choices, constant=True)
    refused = Property(RowModel, lambda self: self._refused, constant=True)
    panel = Property(str, lambda self: self._panel, notify=changed)
    question = Property(str, _question, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)
