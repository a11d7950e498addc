"""通知大屏: a sentence of the house with its slots filled, or a few free words, for a while; and what is up now."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.alarm.notice_text import NoticeSlot, NoticeTemplate, notice_board
from cases.texts import Texts
from cases.views import WallNotice
from cases.views_dispatch import DispatchView
from hall_display.dispatch.asking import Asking
from hall_display.dispatch.ground import DispatchGround
from hall_display.dispatch.wording import clock_text
from screenkit.property_shim import Property
from screenkit.rows import RowModel

QML_IMPORT_NAME = "hall_display"
QML_IMPORT_MAJOR_VERSION = 1

FREE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """A sentence that can be chosen; its slots stand as words in it."""

    key: str
    sentence: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotLine:
    """A slot of the chosen sentence. `word` is what will be read; with choices it is stepped, else typed."""

    name: str
    label: str
    value: str
    word: str
    has_choices: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A notice that is up."""

    notice_id: str
    text: str
    until: str


@QmlElement
class NoticesViewModel(QObject):
    """What is chosen is kept while the panel is open; the hall checks every word again."""

    changed = Signal()
    done = Signal(str)

    def __init__(self, ground: DispatchGround, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground, self._asking = ground, asking
        self._board = notice_board(ground.in_force.policy)
        self._chosen: NoticeTemplate | None = None
        self._values: dict[str, str] = {}
        self._text = ""
        self._minutes = ""
        self._templates = RowModel(TemplateLine, lambda line: line.key, self)
        self._slots = RowModel(SlotLine, lambda line: line.name, self)
        self._up = RowModel(NoticeLine, lambda line: line.notice_id, self)

    def on_view(self, view: DispatchView | None) -> None:
        """What is up now."""
        texts = self._ground.texts
        self._up.set_rows(
            [
                NoticeLine(
                    notice_id=one.notice_id,
                    text=one.text,
                    until=texts.get("dispatch.notices.until", time=clock_text(one.until)),
                )
                for one in (view.wall_notices if view else ())
            ]
        )
        self.changed.emit()

    def begin(self) -> None:
        """By the policy that holds now; the first sentence is chosen."""
        self._board = notice_board(self._ground.in_force.policy)
        self._minutes, self._text = str(self._board.minutes_default), ""
        self.choose(self._board.templates[0].key)

    @Slot(str)
    def choose(self, key: str) -> None:
        """A sentence, or "" for free words."""
        self._chosen = next((one for one in self._board.templates if one.key == key), None)
        slots = self._chosen.slots if self._chosen else ()
        self._values = {slot.name: slot.choices[0][0] if slot.choices else "" for slot in slots}
        self._show()

    @Slot(int)
    def step(self, by: int) -> None:
        """Arrow down or up in the list of sentences."""
        keys = [*(one.key for one in self._board.templates), FREE]
        here = keys.index(self._chosen.key if self._chosen else FREE)
        self.choose(keys[max(0, min(len(keys) - 1, here + by))])

    @Slot(str, str)
    def fill(self, name: str, value: str) -> None:
        """Typed into a slot."""
        if name in self._values:
            self._values[name] = value.strip()
            self._show()

    @Slot(str, int)
    def stepSlot(self, name: str, by: int) -> None:
        """The next of what a slot may hold."""
        slot = next((one for one in (self._chosen.slots if self._chosen else ()) if one.name == name), None)
        if slot is None or not slot.choices:
            return
        values = [value for value, _word in slot.choices]
        place = (values.index(self._values[name]) + by) % len(values)
        self._values[name] = values[place]
        self._show()

    @Slot(str)
    def writeText(self, text: str) -> None:
        """Free words."""
        self._text = text
        self._show()

    @Slot(str)
    def writeMinutes(self, text: str) -> None:
        """For how long."""
        self._minutes = text.strip()
        self.changed.emit()

    def show_it(self) -> None:
        """Onto the walls."""
        minutes = int(self._minutes) if self._minutes.isascii() and self._minutes.isdigit() else 0
        template = self._chosen.key if self._chosen else FREE
        facts = tuple(self._values.items())
        text = "" if self._chosen else self._text

        def shown(_notice: WallNotice) -> None:
            self.begin()
            self.done.emit("done_notice")

        self._asking.ask(
            f"notice:{template}:{facts}:{text}:{minutes}",
            lambda id_: self._ground.client.command.show_wall_notice(
                template=template, facts=dict(facts), text=text, minutes=minutes, command_id=id_
            ),
            shown,
        )

    @Slot(str)
    def takeDown(self, notice_id: str) -> None:
        """Before its time."""
        self._asking.ask(
            f"take_down:{notice_id}",
            lambda id_: self._ground.client.command.take_down_wall_notice(notice_id, id_),
            lambda _nothing: self.done.emit("done_taken_down"),
        )

    def _show(self) -> None:
        texts = self._ground.texts
        lines = [
            TemplateLine(key=one.key, sentence=_with_words(one, {}, texts), is_chosen=one is self._chosen)
            for one in self._board.templates
        ]
        free = TemplateLine(
            key=FREE, sentence=texts.get("dispatch.notices.free"), is_chosen=self._chosen is None
        )
        self._templates.set_rows([*lines, free])
        self._slots.set_rows([self._slot(slot) for slot in (self._chosen.slots if self._chosen else ())])
        self.changed.emit()

    def _slot(self, slot: NoticeSlot) -> SlotLine:
        value = self._values[slot.name]
        return SlotLine(
            name=slot.name,
            label=self._ground.texts.get(f"dispatch.slot.{slot.name}"),
            value=value,
            word=dict(slot.choices).get(value, value),
            has_choices=bool(slot.choices),
        )

    def _preview(self) -> str:
        """As it will be read on the walls."""
        if self._chosen is None:
            return self._text
        words = {
            slot.name: dict(slot.choices).get(self._values[slot.name], self._values[slot.name])
            for slot in self._chosen.slots
        }
        return _with_words(
            self._chosen, {name: word for name, word in words.items() if word}, self._ground.texts
        )

    templates = Property(RowModel, lambda self: self._templates, constant=True)
    slots = Property(RowModel, lambda self: self._slots, constant=True)
    up = Property(RowModel, lambda self: self._up, constant=True)
    isFree = Property(bool, lambda self: self._chosen is None, notify=changed)
    text = Property(str, lambda self: self._text, notify=changed)
    minutes = Property(str, lambda self: self._minutes, notify=changed)
    preview = Property(str, lambda self: self._preview(), notify=changed)
    charsMax = Property(int, lambda self: self._board.chars_max, notify=changed)


def _with_words(template: NoticeTemplate, words: dict[str, str], texts: Texts) -> str:
    """The sentence with what is known; a slot that is empty stands as its name in brackets."""
    names = {name for _text, name, _form, _conversion in Formatter().parse(template.text) if name}
    empty = {
        name: texts.get("dispatch.slot.empty", name=texts.get(f"dispatch.slot.{name}")) for name in names
    }
    return template.text.format(**{**empty, **words})
