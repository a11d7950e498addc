"""The part 人员 of the page 管理: who may sign in as what, who is locked out, a new PIN for who forgot theirs."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.roles import Role
from cases.texts import Texts
from cases.views import StaffView
from cases.views_guard import AccountRow
from counter.administration.lines import ChoiceLine, OfficeLine, choices
from counter.casework.asking import Asking
from counter.casework.case_words import unit_name, word
from counter.casework.unit_search import find, unit_options
from counter.services import CounterServices
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

Question = Callable[[], Coroutine[Any, Any, bool | Refusal]]


def account_lines(rows: tuple[AccountRow, ...], policy: Policy, texts: Texts) -> list[OfficeLine]:
    """Those who are locked out first."""
    say = texts.get
    lines = [
        OfficeLine(
            line_id=row.staff_id,
            name=row.name,
            facts=" · ".join(
                filter(
                    None,
                    (
                        say("administration.people.id", staff_id=row.staff_id),
                        word(texts, "administration.people.role", row.role),
                        unit_name(row.unit, policy),
                    ),
                )
            ),
            standing=say("administration.people.locked", minutes=row.locked_minutes)
            if row.locked_minutes
            else "",
            is_loud=row.locked_minutes > 0,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_loud)


@QmlElement
class PeopleViewModel(QObject):
    """The form is filled with whoever is chosen. A PIN is kept no longer than the question that carries it."""

    changed = Signal()
    filled = Signal()  # the form holds somebody else

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._texts = services, services.rules.texts
        self._asking = Asking(services, self)
        self._accounts: dict[str, AccountRow] = {}
        self._chosen, self._said = "", ""
        self._form = {"staff_id": "", "name": "", "unit": "", "pin": ""}
        self._role = Role.RECEPTION.value
        self._lines = RowModel(OfficeLine, lambda line: line.line_id, self)
        self._roles = RowModel(ChoiceLine, lambda line: line.name, self)
        self._show()

    @Slot()
    def read(self) -> None:
        """Ask the hall who may sign in."""
        self._asking.ask("rows", lambda _id: self._services.client.accounts.rows(), self._listed, self._tell)

    @Slot()
    def leave(self) -> None:
        """The part is left: nothing that was typed stays."""
        self._choose("")
        self._said = ""
        self._show()

    @Slot(str)
    def choose(self, staff_id: str) -> None:
        """One of the list; the same again empties the form for somebody new."""
        self._choose("" if staff_id == self._chosen else staff_id)
        self._show()

    @Slot(str, str)
    def write(self, field: str, text: str) -> None:
        """One field of the form."""
        self._form[field] = text
        self.changed.emit()

    @Slot(str)
    def chooseRole(self, role: str) -> None:
        """岗位."""
        self._role = role
        self._show()

    @Slot()
    def add(self) -> None:
        """F6: somebody new, with a first PIN."""
        view, pin = self._view(), self._form["pin"]
        if view.staff_id and view.name and pin:
            self._do(
                ("add", view, pin), "added", view.name, lambda: self._services.client.accounts.add(view, pin)
            )
        else:
            self._tell(self._texts.get("administration.people.incomplete"))

    @Slot()
    def change(self) -> None:
        """F7: another name, role or unit of who is chosen."""
        view = self._view()
        if self._chosen and view.name:
            self._do(
                ("change", view), "changed", view.name, lambda: self._services.client.accounts.change(view)
            )

    @Slot()
    def newPin(self) -> None:
        """F8: a new PIN for who is chosen; it also unlocks."""
        staff_id, pin = self._chosen, self._form["pin"]
        if not staff_id:
            return
        if not pin:
            self._tell(self._texts.get("administration.people.pin_missing"))
            return
        accounts = self._services.client.accounts
        self._do(("pin", staff_id, pin), "new_pin", self._name(), lambda: accounts.new_pin(staff_id, pin))

    @Slot()
    def unlock(self) -> None:
        """F9: as if no wrong PIN had been tried."""
        staff_id = self._chosen
        if self._is_locked():
            accounts = self._services.client.accounts
            self._do(("unlock", staff_id), "unlocked", self._name(), lambda: accounts.unlock(staff_id))

    @Slot()
    def remove(self) -> None:
        """Ctrl+Delete: nobody signs in as them any more."""
        staff_id = self._chosen
        if staff_id:
            accounts = self._services.client.accounts
            self._do(("remove", staff_id), "removed", self._name(), lambda: accounts.remove(staff_id))

    def _do(self, what: tuple[object, ...], word_: str, name: str, question: Question) -> None:
        def done(_done: bool) -> None:
            self._choose("")
            self._said = self._texts.get(f"administration.people.{word_}", name=name)
            self._show()
            self.read()

        self._asking.ask(what, lambda _id: question(), done, self._tell)

    def _listed(self, rows: tuple[AccountRow, ...]) -> None:
        self._accounts = {row.staff_id: row for row in rows}
        if self._chosen not in self._accounts:
            self._chosen = ""
        self._show()

    def _tell(self, sentence: str) -> None:
        self._said = sentence
        self.changed.emit()

    def _choose(self, staff_id: str) -> None:
        self._chosen, row = staff_id, self._accounts.get(staff_id)
        policy = self._services.policy_in_force.policy
        self._role = row.role if row else Role.RECEPTION.value
        self._form = {
            "staff_id": row.staff_id if row else "",
            "name": row.name if row else "",
            "unit": unit_name(row.unit, policy) if row else "",
            "pin": "",
        }
        self.filled.emit()

    def _view(self) -> StaffView:
        staff_id = self._chosen or self._form["staff_id"].strip()
        name, unit = self._form["name"].strip(), self._unit()
        return StaffView(staff_id=staff_id, name=name, role=self._role, unit=unit)

    def _unit(self) -> str:
        """The id of the unit that is typed; what is not known goes to the hall as it is, which says so."""
        typed, policy = self._form["unit"].strip(), self._services.policy_in_force.policy
        if not typed or policy.units.of(typed) is not None:
            return typed
        found = find(unit_options(policy), typed)
        return next(
            (one.code for one in found if one.name == typed), found[0].code if len(found) == 1 else typed
        )

    def _name(self) -> str:
        row = self._accounts.get(self._chosen)
        return row.name if row else ""

    def _is_locked(self) -> bool:
        row = self._accounts.get(self._chosen)
        return row is not None and row.locked_minutes > 0

    def _show(self) -> None:
        policy = self._services.policy_in_force.policy
        self._lines.set_rows(account_lines(tuple(self._accounts.values()), policy, self._texts))
        titles = {role.value: self._texts.get(f"administration.people.role.{role.value}") for role in Role}
        self._roles.set_rows(choices(titles, self._role))
        self.changed.emit()

    lines = Property(RowModel, lambda self: self._lines, constant=True)
    roles = Property(RowModel, lambda self: self._roles, constant=True)
    chosen = Property(str, lambda self: self._chosen, notify=changed)
    chosenName = Property(str, lambda self: self._name(), notify=changed)
    isLocked = Property(bool, lambda self: self._is_locked(), notify=changed)
    staffId = Property(str, lambda self: self._form["staff_id"], notify=changed)
    name = Property(str, lambda self: self._form["name"], notify=changed)
    unit = Property(str, lambda self: self._form["unit"], notify=changed)
    pin = Property(str, lambda self: self._form["pin"], notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)
