"""The view-model of the registration form: fields, autosave, possible duplicates, and the mirror for the citizen."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.hall_time import hall_date
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.refusal import Reader, Refusal
from cases.views import DraftKept, MatterView
from counter.registration.autosave import Autosave
from counter.registration.card_placed import CardPlaced
from counter.registration.earlier import EarlierLine, EarlierMatters
from counter.registration.fields import FieldLine, FormFields, MirrorLine
from counter.registration.form_changes import (
    SaidByPaper,
    after_card,
    after_paper,
    chosen,
    party_with,
    said_by_paper,
    taken,
    with_another_party,
    without_party,
)
from counter.registration.form_text import PARTY, FormText, form_of, told_now, written
from counter.registration.options import OptionLine, find_options
from counter.registration.reading import Read, read_form
from counter.services import CounterServices
from counter.wording import clock_text
from devices.card_reader.card import Card
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

Matter = tuple[OpenMatter, PrivateMatter]


@QmlElement
class RegistrationViewModel(QObject):
    """Open from F5 until it is saved, given up, or the visit is gone; then every word of it is forgotten here.

    For a mirror: `isOpen`, and `mirror` with section, label and value of everything that is filled.
    """

    changed = Signal()
    refused = Signal(str)  # the field to go to
    partyChanged = Signal()  # another party is in front

    def __init__(self, services: CounterServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._desk = services.desk
        self._form: FormText | None = None
        self._before: Matter = (OpenMatter(), PrivateMatter())
        self._stands = self._before  # as the form was opened: what giving up goes back to
        self._visit_id = ""
        self._at = 0
        self._said_by_paper: SaidByPaper = ("", "")  # of the party in front
        self._read: Read | None = None
        self._saved_line, self._said = "", ""
        self._wants_to_register = False
        self._left = RowModel(FieldLine, lambda line: line.key, self)
        self._right = RowModel(FieldLine, lambda line: line.key, self)
        self._mirror = RowModel(MirrorLine, lambda line: line.key, self)
        self._options = RowModel(OptionLine, lambda option: option.code, self)
        self._earlier_rows = RowModel(EarlierLine, lambda line: line.case_id, self)
        self._card = CardPlaced(services, lambda: self.is_open and not self._desk.knows.locked, self)
        self._autosave = Autosave(services.client, services.bridge, self._matter, self)
        self._earlier = EarlierMatters(services, self)
        self._autosave.kept.connect(self._kept)
        self._autosave.failed.connect(self._not_kept)
        self._autosave.quiet.connect(self._register_now)
        self._earlier.changed.connect(self._show_earlier)
        self._desk.changed.connect(self._follow)
        self._desk.registered.connect(self._forget)
        self._card.read.connect(self._fill_from)
        self._card.changed.connect(self._show)

    @property
    def is_open(self) -> bool:
        """Whether somebody is being registered."""
        return self._form is not None

    # Open and close.

    @Slot()
    def open(self) -> None:
        """Fill the fields from the matter at this desk, with what was typed and not written before."""
        matter, visit = self._desk.knows.matter, self._desk.mine
        if matter is None or visit is None or not matter.private_readable:
            return
        told = told_now(matter)
        self._before = (matter.open, replace(matter.private, unread=()))
        self._visit_id, self._at, self._saved_line = visit.visit_id, 0, ""
        self._form = form_of(*told)
        self._said_by_paper = said_by_paper(self._form, 0, self._today())
        self._earlier.begin(visit.visit_id)
        self._show()
        self._card.look()
        if (stands := self._matter()) is not None:
            self._stands = stands
            self._autosave.begin(visit.visit_id, stands)
            self._earlier.look(stands)

    @Slot()
    def close(self) -> None:
        """Give up: the hall's draft goes back to what it was, and nothing is kept here."""
        if self._form is not None:
            self._autosave.put(self._stands)
            self._forget()

    @Slot()
    def save(self) -> None:
        """登记 or 修改; a field that cannot be read is named and gets the focus."""
        if self._form is None or self._read is None:
            return
        if self._read.problems:
            self.refused.emit(self._go_to(next(iter(self._read.problems))))
            return
        self._wants_to_register = True
        self._register_now()

    # Fields.

    @Slot(str, str)
    def write(self, key: str, text: str) -> None:
        """What stands in a written field now."""
        if self._form is None:
            return
        self._form = written(self._form, key, text, self._at)
        if key == "party.id_number":
            self._form = after_paper(self._form, self._at, self._said_by_paper, self._today())
            self._said_by_paper = said_by_paper(self._form, self._at, self._today())
        self._autosave.typed()
        self._show()

    @Slot(str, int)
    def choose(self, key: str, index: int) -> None:
        """A digit or a tap on a choice: chosen, or with several taken back."""
        if self._form is None or index < 0:
            return
        if key == "parties":
            self._go_to_party(index)
            return
        self._form = chosen(self._form, key, index, self._at)
        self._show()
        self._autosave.save()

    @Slot()
    def leave(self) -> None:
        """A field is left: the hall keeps the form as it is now, and looks for the same in earlier matters."""
        if (matter := self._matter()) is not None:
            self._autosave.save()
            self._earlier.look(matter)

    @Slot(str, str)
    def search(self, key: str, words: str) -> None:
        """Narrow the answers of a searched field."""
        if self._form is not None:
            rules = self._services.rules
            self._options.set_rows(find_options(key, words, self._form.category, rules.policy, rules.texts))

    @Slot(str, str)
    def take(self, key: str, code: str) -> None:
        """An answer of a searched field; "" takes it back."""
        if self._form is None:
            return
        self._form = taken(self._form, key, code, self._at, self._services.rules.policy)
        self._show()
        self.leave()

    @Slot()
    def addParty(self) -> None:
        """Ctrl+N: another party; after the citizen usually the other side."""
        if self._form is not None:
            self._form = with_another_party(self._form)
            self._go_to_party(len(self._form.parties) - 1)

    @Slot()
    def removeParty(self) -> None:
        """Ctrl+Delete: the party in front, unless it is the only one."""
        if self._form is not None:
            self._form = without_party(self._form, self._at)
            self._go_to_party(min(self._at, len(self._form.parties) - 1))
            self._autosave.save()

    @Slot(object)
    def _fill_from(self, card: Card) -> None:
        """A card was placed: into the party in front, or whose number it is. The clerk may write over it."""
        if self._form is None:
            return
        at = party_with(self._form, card.number)
        if at is not None and at != self._at:
            self._go_to_party(at)
        filled = after_card(self._form, self._at, card, self._services.rules.policy)
        if isinstance(filled, Refusal):
            self._card.refuse(filled)
            return
        self._form = filled
        self._said_by_paper = said_by_paper(filled, self._at, self._today())
        self._show()
        self.leave()

    # Earlier matters.

    @Slot(int)
    def moveEarlier(self, step: int) -> None:
        """Arrow keys in the list of earlier matters."""
        self._earlier.move(self._earlier.chosen + step)

    @Slot(int)
    def chooseEarlier(self, index: int) -> None:
        """Its digit."""
        self._earlier.move(index)

    @Slot()
    def linkEarlier(self) -> None:
        """Enter, twice: the visit goes on with the chosen earlier matter instead of a new one."""
        if self._matter() is None or not self._is_new() or not (case_id := self._earlier.press()):
            return
        matter, visit_id = self._matter(), self._visit_id
        client = self._services.client.registration
        if matter is not None:
            self._desk.ask(
                f"link:{visit_id}:{case_id}",
                lambda id_: client.link(visit_id, case_id, *matter, id_),
                self._linked,
            )

    # How it works.

    def _go_to_party(self, index: int) -> None:
        if self._form is None:
            return
        if index >= len(self._form.parties):
            self.addParty()
            return
        self._at = index
        self._said_by_paper = said_by_paper(self._form, index, self._today())
        self._show()
        self.partyChanged.emit()

    def _go_to(self, problem: str) -> str:
        """Bring the field of a problem to the front; its key."""
        index, _, name = problem.rpartition(".")
        if not index:
            return name
        if int(index) != self._at:
            self._go_to_party(int(index))
        return PARTY + name

    @Slot()
    def _register_now(self) -> None:
        """Once no save is on its way: an older form must not come after the registration."""
        if not self._wants_to_register or not self._autosave.is_quiet:
            return
        self._wants_to_register = False
        matter = self._matter()
        if matter is None:
            return
        if self._is_new():
            self._desk.register(*matter)
        else:
            self._desk.correct(*matter)

    def _linked(self, matter: MatterView) -> None:
        self._forget()
        self._desk.opened(matter)

    def _matter(self) -> Matter | None:
        return (self._read.open, self._read.private) if self._read is not None else None

    @Slot(object)
    def _kept(self, answer: DraftKept) -> None:
        self._saved_line = self._say("registration.page.saved", time=clock_text(answer.saved_at))
        self.changed.emit()

    @Slot(object)
    def _not_kept(self, refusal: Refusal | None) -> None:
        texts = self._services.rules.texts
        self._saved_line = (
            texts.get("registration.page.not_saved")
            if refusal is None
            else texts.get("registration.page.not_kept", why=texts.tell(refusal, Reader.STAFF))
        )
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        """The visit is gone from this desk, or the screen was locked: what was typed is kept at the hall first."""
        if self._form is None:
            return
        self._card.look()
        visit = self._desk.mine
        if self._desk.knows.matter is None or visit is None or visit.visit_id != self._visit_id:
            self._autosave.save()
            self._forget()
        elif self._desk.knows.said != self._said:
            self._said = self._desk.knows.said
            self.changed.emit()

    @Slot()
    def _forget(self) -> None:
        if self._form is None:
            return
        self._form, self._read, self._saved_line, self._visit_id = None, None, "", ""
        self._card.look()
        self._wants_to_register = False
        self._autosave.end()
        self._earlier.begin("")
        for rows in (self._left, self._right, self._mirror, self._options):
            rows.set_rows(())
        self.changed.emit()

    @Slot()
    def _show(self) -> None:
        if self._form is None:
            return
        rules, today = self._services.rules, self._today()
        self._read = read_form(self._form, self._before, rules.policy, today)
        fields = FormFields(self._form, self._read, self._at, (rules.policy, rules.texts), today)
        fields.offers_card = self._card.is_offered
        self._left.set_rows(fields.left)
        self._right.set_rows(fields.right)
        self._mirror.set_rows(fields.mirror)
        self.changed.emit()

    @Slot()
    def _show_earlier(self) -> None:
        self._earlier_rows.set_rows(self._earlier.lines())
        self.changed.emit()

    def _is_new(self) -> bool:
        matter = self._desk.knows.matter
        return matter is not None and matter.case_id is None

    def _today(self) -> date:
        return hall_date(self._services.clock.now())

    def _say(self, key: str, **facts: object) -> str:
        return self._services.rules.texts.get(key, **facts)

    def _story(self) -> str:
        return self._form.story if self._form else ""

    isOpen = Property(bool, lambda self: self._form is not None, notify=changed)
    isNew = Property(bool, _is_new, notify=changed)
    said = Property(str, lambda self: self._desk.knows.said or self._card.said, notify=changed)
    ticketNo = Property(
        str, lambda self: self._desk.mine.ticket_no if self._desk.mine else "", notify=changed
    )
    savedLine = Property(str, lambda self: self._saved_line, notify=changed)
    story = Property(str, _story, notify=changed)
    storyMax = Property(int, lambda self: self._services.rules.policy.kiosk.story_chars_max, constant=True)
    left = Property(RowModel, lambda self: self._left, constant=True)
    right = Property(RowModel, lambda self: self._right, constant=True)
    mirror = Property(RowModel, lambda self: self._mirror, constant=True)
    options = Property(RowModel, lambda self: self._options, constant=True)
    earlier = Property(RowModel, lambda self: self._earlier_rows, constant=True)
