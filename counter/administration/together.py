"""The part 双人办理 of the page 管理: what waits for its second person, yes or no; asking that a case be forgotten."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.client.two_person import Confirmed
from cases.hall_time import hall_time
from cases.policy.guard import TwoPersonAct
from cases.policy.policy import Policy
from cases.roles import Right, may
from cases.texts import Texts
from cases.views import StaffView
from cases.views_guard import TwoPersonRow
from counter.administration.lines import ChoiceLine, OfficeLine, choices
from counter.casework.asking import Asking
from counter.services import CounterServices
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


def request_line(
    row: TwoPersonRow, people: tuple[StaffView, ...], policy: Policy, texts: Texts
) -> OfficeLine:
    """Who asked for what, why, and until when it stands."""
    say = texts.get
    reason = policy.retention.reason(row.reason_code)
    name = next((one.name for one in people if one.staff_id == row.asked_by), row.asked_by)
    about = row.case_code
    if row.apart is not None:
        about = say("administration.together.apart", at=f"{hall_time(row.apart.at):%m-%d %H:%M}")
    return OfficeLine(
        line_id=row.request_id,
        name=say(
            "administration.together.line", act=say(f"administration.together.act.{row.act}"), about=about
        ),
        facts=say(
            "administration.together.facts",
            name=name,
            at=f"{hall_time(row.asked_at):%H:%M}",
            why=reason.name if reason else row.why,
        ),
        standing=say("administration.together.until", until=f"{hall_time(row.until):%H:%M}"),
    )


@QmlElement
class TogetherViewModel(QObject):
    """Who confirms is known by the PIN, at whosever screen; the program keeps it no longer than the question."""

    changed = Signal()
    settled = Signal()  # the PIN field is emptied

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, services.rules.texts
        self._asking = Asking(services, self)
        self._requests: dict[str, TwoPersonRow] = {}
        self._chosen, self._second, self._pin, self._said = "", "", "", ""
        self._case_code, self._reason = "", ""
        self._lines = RowModel(OfficeLine, lambda line: line.line_id, self)
        self._seconds = RowModel(ChoiceLine, lambda line: line.name, self)
        self._reasons = RowModel(ChoiceLine, lambda line: line.name, self)
        self._show()

    @Slot()
    def read(self) -> None:
        """Ask the hall what waits."""
        self._asking.ask(
            "rows", lambda _id: self._services.client.two_person.rows(), self._listed, self._tell
        )

    @Slot()
    def leave(self) -> None:
        """The part is left: nothing that was typed stays."""
        self._pin, self._said, self._case_code, self._reason = "", "", "", ""
        self.settled.emit()
        self._show()

    @Slot(str)
    def choose(self, request_id: str) -> None:
        """One of the list."""
        self._chosen = request_id
        self._show()

    @Slot(str)
    def chooseSecond(self, staff_id: str) -> None:
        """Who confirms."""
        self._second = staff_id
        self._show()

    @Slot(str)
    def writePin(self, pin: str) -> None:
        """Of who confirms."""
        self._pin = pin
        self.changed.emit()

    @Slot(str)
    def writeCase(self, case_code: str) -> None:
        """Which case is to be forgotten, as its papers name it."""
        self._case_code = case_code
        self.changed.emit()

    @Slot(str)
    def chooseReason(self, reason: str) -> None:
        """Why (retention.toml)."""
        self._reason = reason
        self._show()

    @Slot()
    def ask(self) -> None:
        """F6: that a case's persons and texts be destroyed."""
        code, reason = self._case_code.strip(), self._reason
        if not code or not reason:
            self._tell(self._texts.get("administration.together.incomplete"))
            return

        def asked(request_id: str) -> None:
            self._case_code, self._reason, self._chosen = "", "", request_id
            minutes = self._services.policy_in_force.policy.guard.two_person.minutes
            self._said = self._texts.get("administration.together.asked", minutes=minutes)
            self.settled.emit()
            self.read()

        client = self._services.client.two_person
        self._asking.ask(
            ("forget", code, reason),
            lambda id_: client.ask(TwoPersonAct.FORGET, code, reason, id_),
            asked,
            self._tell,
        )

    @Slot()
    def agree(self) -> None:
        """F8: the second person's yes."""
        request_id, second, pin = self._chosen, self._second, self._pin
        if request_id not in self._requests:
            return
        if not second or not pin:
            self._tell(self._texts.get("administration.together.pin_missing"))
            return
        self._said = self._texts.get("administration.together.doing")
        self.changed.emit()
        client = self._services.client.two_person
        asked = ("confirm", request_id, second, pin)
        self._asking.ask(
            asked, lambda _id: client.confirm(request_id, second, pin), self._agreed, self._not_agreed
        )

    @Slot()
    def decline(self) -> None:
        """F9: no, by who is signed in; their own request is taken back."""
        request_id = self._chosen
        if request_id not in self._requests:
            return

        def declined(_done: bool) -> None:
            self._said = self._texts.get("administration.together.declined")
            self.read()

        client = self._services.client.two_person
        self._asking.ask(
            ("decline", request_id), lambda _id: client.decline(request_id), declined, self._tell
        )

    def _agreed(self, done: Confirmed) -> None:
        self._pin = ""
        self._said = done_words(done, self._texts)
        self.settled.emit()
        self.read()

    def _not_agreed(self, sentence: str) -> None:
        self._pin = ""
        self.settled.emit()
        self._tell(sentence)

    def _listed(self, rows: tuple[TwoPersonRow, ...]) -> None:
        self._requests = {row.request_id: row for row in rows}
        if self._chosen not in self._requests:
            self._chosen = next(iter(self._requests), "")
        self._show()

    def _tell(self, sentence: str) -> None:
        self._said = sentence
        self.changed.emit()

    def _candidates(self) -> dict[str, str]:
        """Who may be the second person of what is chosen; who sits here first."""
        row, knows = self._requests.get(self._chosen), self._services.desk.knows
        if row is None:
            return {}
        may_confirm = [
            one for one in knows.people if may(one.role, Right.CONFIRM) and one.staff_id != row.asked_by
        ]
        here = knows.staff.staff_id if knows.staff else ""
        return {one.staff_id: one.name for one in sorted(may_confirm, key=lambda one: one.staff_id != here)}

    def _show(self) -> None:
        people, policy = self._services.desk.knows.people, self._services.policy_in_force.policy
        self._lines.set_rows(
            [request_line(row, people, policy, self._texts) for row in self._requests.values()]
        )
        seconds = self._candidates()
        if self._second not in seconds:
            self._second = next(iter(seconds), "")
        self._seconds.set_rows(choices(seconds, self._second))
        self._reasons.set_rows(choices({one.key: one.name for one in policy.retention.reasons}, self._reason))
        self.changed.emit()

    def _may_ask(self) -> bool:
        staff = self._services.desk.knows.staff
        return staff is not None and may(staff.role, Right.FORGET)

    lines = Property(RowModel, lambda self: self._lines, constant=True)
    seconds = Property(RowModel, lambda self: self._seconds, constant=True)
    reasons = Property(RowModel, lambda self: self._reasons, constant=True)
    chosen = Property(str, lambda self: self._chosen, notify=changed)
    hasChosen = Property(bool, lambda self: self._chosen in self._requests, notify=changed)
    mayAsk = Property(bool, lambda self: self._may_ask(), notify=changed)
    pin = Property(str, lambda self: self._pin, notify=changed)
    caseCode = Property(str, lambda self: self._case_code, notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)


def done_words(done: Confirmed, texts: Texts) -> str:
    """What came of it; of a forgotten case what was found of its keys afterwards."""
    proof = done.proof
    if proof is None:
        return texts.get(f"administration.together.done.{done.act.value}")
    if proof.pages is None:
        return texts.get("forget.done_elsewhere", keys=proof.keys_destroyed)
    key = "left" if proof.pages else "rewritten" if proof.rewritten else "done"
    facts = {"keys": proof.keys_destroyed} | ({"pages": proof.pages} if proof.pages else {})
    return texts.get(f"forget.{key}", **facts)
