"""The view-model of what is done from the screen: a form at a time, by keys or mouse, refusals as sentences."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.refusal import Refusal
from cases.views_dispatch import CaseCard, DispatchView, Reminded
from cases.views_supervision import ItemPage, ItemRow, WhistlePage
from hall_display.dispatch.acts.act_form import FIELDS, FIND, NAME, NOTICE, SUPERVISE, Filled
from hall_display.dispatch.acts.case_finder import CaseFinder
from hall_display.dispatch.acts.notices import NoticesViewModel
from hall_display.dispatch.acts.unit_finder import UnitFinder
from hall_display.dispatch.asking import Asking
from hall_display.dispatch.ground import DispatchGround
from screenkit.property_shim import Property

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

_SINGLE_UNIT = (SUPERVISE, NAME)
_OF_CARD = {"name_responsible": NAME}  # how a case's card calls it (views_dispatch.CaseCard.acts)


@QmlElement
class ActsViewModel(QObject):
    """`kind` is the form that is open, "" for none. What was done is said in `said` until the next thing."""

    changed = Signal()
    caseWanted = Signal(str)
    opened = Signal()
    acted = Signal()  # something was done with a case: what is shown of it is of before

    def __init__(self, ground: DispatchGround, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self._asking = Asking(ground, self)
        self._asking.changed.connect(self.changed)
        self._cases = CaseFinder(ground, self)
        self._units = UnitFinder(ground.in_force, self)
        self._units.changed.connect(self.changed)
        self._notices = NoticesViewModel(ground, self._asking, self)
        self._notices.done.connect(self._done)
        self._view: DispatchView | None = None
        self._filled = Filled(act="")
        self._kind = ""
        self._case_words = ""
        self._alarm_id = ""

    def on_view(self, view: DispatchView | None) -> None:
        """What the screen shows: where cases are found, and which notices are up."""
        self._view = view
        self._cases.on_view(view)
        self._notices.on_view(view)

    # Alarms.

    @Slot(str)
    def know(self, alarm_id: str) -> None:
        """已知, of an alarm or of a group by its id."""
        client = self._ground.client
        self._asking.ask(
            f"known:{alarm_id}",
            lambda id_: client.command.acknowledge((alarm_id,), id_),
            lambda _nothing: self._say("done_known"),
        )

    # Beginning a form.

    @Slot(str, str, str, str, str)
    def begin(self, act: str, case_id: str, code: str, item_id: str = "", alarm_id: str = "") -> None:
        """The form of an act, with its case."""
        self._kind, self._alarm_id = act, alarm_id
        self._filled = Filled(act=act, case_id=case_id, item_id=item_id)
        self._case_words = code or self._cases.code_of(case_id)
        self._cases.begin()
        item = self._item_row(case_id) if act == NAME else None
        self._units.begin(takes_one=act in _SINGLE_UNIT, preset=item.unit if item else "")
        self._asking.say("")
        if act == NOTICE:
            self._notices.begin()
        self.changed.emit()
        self.opened.emit()

    @Slot(str, str)
    def begin_for(self, act: str, case_id: str) -> None:
        """From the card of a case."""
        self.begin(_OF_CARD.get(act, act), case_id, "")

    @Slot(str)
    def open(self, act: str) -> None:
        """F2, F3, F4, F7, /."""
        self.begin(act, "", "")

    @Slot()
    def close(self) -> None:
        """Esc: what was written is given up."""
        if self._kind:
            self._kind, self._filled = "", Filled(act="")
            self.changed.emit()

    # Filling it in.

    @Slot(str)
    def chooseCase(self, case_id: str) -> None:
        """One of those found; in 查找 it opens."""
        if self._kind == FIND:
            self.close()
            self.caseWanted.emit(case_id)
            return
        self._case_words = self._cases.code_of(case_id)
        self._filled = replace(self._filled, case_id=case_id)
        self.changed.emit()

    @Slot()
    def chooseCaseHere(self) -> None:
        """Enter in the list of what was found."""
        if (found := self._cases.chosen()) is not None:
            self.chooseCase(found.case_id)

    @Slot()
    def dropCase(self) -> None:
        """Another one is looked for."""
        self._filled, self._case_words = replace(self._filled, case_id=""), ""
        self._cases.begin()
        self.changed.emit()

    @Slot(str)
    def writeText(self, text: str) -> None:
        """Why."""
        self._filled = replace(self._filled, text=text.strip())
        self.changed.emit()

    @Slot(str)
    def writeResponsible(self, text: str) -> None:
        """Who answers for it."""
        self._filled = replace(self._filled, responsible=text.strip())
        self.changed.emit()

    # Doing it.

    @Slot()
    def confirm(self) -> None:
        """Ctrl+Enter: asks the hall, or says what is still missing."""
        if self._kind == NOTICE:
            self._notices.show_it()
            return
        filled = replace(self._filled, units=self._units.units)
        if not filled.act or filled.act == FIND:
            return
        if missing := filled.missing():
            self._say(f"missing_{missing}")
            return
        self._ask(filled)

    def _ask(self, filled: Filled) -> None:
        client, unit = self._ground.client, self._between(self._units.names)
        key = f"{filled.act}:{filled.case_id}:{','.join(filled.units)}"
        match filled.act:
            case "whistle":

                def whistled(_page: WhistlePage) -> None:
                    self._finish("done_whistle", unit=unit)

                self._asking.ask(key, lambda id_: client.whistles.call(filled.whistle(), id_), whistled)
            case "remind":

                def reminded(told: Reminded) -> None:
                    self._finish("done_remind", unit=told.unit_name)

                self._asking.ask(key, lambda id_: client.command.remind(filled.case_id, id_), reminded)
            case "supervise":

                def raised(_page: ItemPage) -> None:
                    self._finish("done_supervise", unit=unit)

                self._asking.ask(
                    key, lambda id_: client.supervision.raise_by_hand(filled.supervision(), id_), raised
                )
            case _:
                self._name(key, filled)

    def _name(self, key: str, filled: Filled) -> None:
        """定责任人 belongs to an item: the one of the alarm, else the case's own."""
        client = self._ground.client

        async def ask(command_id: UUID) -> ItemPage | Refusal:
            item_id = filled.item_id
            if not item_id:
                card = await client.figures.card(filled.case_id)
                if isinstance(card, Refusal):
                    return card
                item_id = _item_of(card)
            if not item_id:
                return Refusal("dispatch.no_item", {})
            return await client.supervision.act(item_id, filled.name(), command_id)

        def named(_page: ItemPage) -> None:
            self._finish("done_name", responsible=filled.responsible)

        self._asking.ask(key, ask, named)

    def _finish(self, key: str, **facts: str) -> None:
        """The form closes; the alarm that it began with is in somebody's hands."""
        alarm_id, self._alarm_id = self._alarm_id, ""
        self.close()
        self._say(key, **facts)
        self.acted.emit()
        if alarm_id:
            said = self._asking.said
            self._asking.ask(
                f"known:{alarm_id}",
                lambda id_: self._ground.client.command.acknowledge((alarm_id,), id_),
                lambda _nothing: self._asking.say(said),
            )

    @Slot(str)
    def _done(self, key: str) -> None:
        """A notice is up, or down."""
        self._say(key)

    def _say(self, key: str, **facts: str) -> None:
        self._asking.say(self._ground.texts.get(f"dispatch.said.{key}", **facts))

    def _between(self, names: tuple[str, ...]) -> str:
        return self._ground.texts.get("dispatch.said.and").join(names)

    def _item_row(self, case_id: str) -> ItemRow | None:
        """The supervision item of a case, where the screen has it: its unit stands in the form."""
        ladder = self._view.ladder if self._view else None
        rows = ladder.worst if ladder else ()
        return next((row for row in rows if row.case_id == case_id), None)

    def _asks(self, field: str) -> bool:
        return field in FIELDS.get(self._kind, ())

    def _title(self) -> str:
        return self._ground.texts.get(f"dispatch.act.{self._kind}") if self._kind else ""

    cases = Property(CaseFinder, lambda self: self._cases, constant=True)
    units = Property(UnitFinder, lambda self: self._units, constant=True)
    notices = Property(NoticesViewModel, lambda self: self._notices, constant=True)
    kind = Property(str, lambda self: self._kind, notify=changed)
    title = Property(str, lambda self: self._title(), notify=changed)
    isOpen = Property(bool, lambda self: self._kind != "", notify=changed)
    isForm = Property(bool, lambda self: self._kind in FIELDS, notify=changed)
    isBusy = Property(bool, lambda self: not self._asking.is_quiet, notify=changed)
    said = Property(str, lambda self: self._asking.said, notify=changed)
    hasCase = Property(bool, lambda self: self._filled.case_id != "", notify=changed)
    caseWords = Property(str, lambda self: self._case_words, notify=changed)
    asksUnits = Property(bool, lambda self: self._asks("units") or self._asks("unit"), notify=changed)
    asksText = Property(bool, lambda self: self._asks("text"), notify=changed)
    asksResponsible = Property(bool, lambda self: self._asks("responsible"), notify=changed)


def _item_of(card: CaseCard) -> str:
    return card.items[0] if card.items else ""
