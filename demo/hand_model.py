"""What a hand holds to the devices of a screen: cards on the reader, codes under the scanner, their cables."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from cases.texts import Texts
from demo.virtual_devices import HandDevices, VirtualDevices
from devices.call_display.virtual import VirtualCallDisplay
from devices.card_reader.virtual import Fault
from devices.evaluation_pad.virtual import VirtualEvaluationPad
from devices.keypad.virtual import VirtualKeypad
from screenkit.property_shim import Property

QML_IMPORT_NAME = "demo"
QML_IMPORT_MAJOR_VERSION = 1

LOOK_AGAIN_MS = 200
TWO = ("li_moujia", "wu_mou")
# What other people's codes say: money, goods, another office, bytes of nothing.
FOREIGN = {
    "payment": "wxp://f2f0AbCdEfGhIjKlMnOpQrStUvWxYz012345",
    "goods": "6901234567892",
    "web": "https://example.org/jkm?id=0",
    "noise": "\x1b[2J\u0627\u0644\u0645" * 900,  # Arabic and escape sequences, 9 KB of them
}


@QmlElement
class HandModel(QObject):
    """In front of the kiosk or of counter 1, as `place` says."""

    changed = Signal()

    def __init__(self, devices: VirtualDevices, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._devices, self._texts = devices, texts
        self._place = next(iter(devices.at))
        self._lying = dict.fromkeys(devices.at, "")
        self._pulled: set[tuple[str, str]] = set()
        self._before: tuple[object, ...] = ()
        self._timer = QTimer(self, interval=LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def _here(self) -> HandDevices:
        return self._devices.at[self._place]

    @Slot()
    def look(self) -> None:
        """Look again at what lights up by itself."""
        now = (self._lit(), *self._display())
        if now != self._before:
            self._before = now
            self.changed.emit()

    @Slot(str)
    def goTo(self, place: str) -> None:
        """ "kiosk" or "counter"."""
        self._place = place
        self.changed.emit()

    @Slot(str)
    def lay(self, card: str) -> None:
        """A card onto the reader, or "two" of them; the one that lies there is taken away; "": only that."""
        reader = self._here.reader
        reader.break_(Fault.TWO_CARDS if card == "two" else Fault.NONE)
        if card:
            first, *other = (self._devices.cards[name] for name in (TWO if card == "two" else (card,)))
            reader.place(first, *other)
        else:
            reader.take_away()
        self._lying[self._place] = card
        self.changed.emit()

    @Slot(str)
    def scanForeign(self, kind: str) -> None:
        """A code that is none of ours."""
        self._here.scanner.scan(FOREIGN[kind])

    @Slot(str)
    def scanPaper(self, name: str) -> None:
        """A paper of the kiosk's printer, held under the scanner."""
        for code in self._devices.printer.codes_of(name):
            self._here.scanner.scan(code)

    @Slot(str, result=bool)
    def hasCode(self, name: str) -> bool:
        """Whether a paper has a code that could be scanned."""
        return bool(self._devices.printer.codes_of(name))

    @Slot(str, bool)
    def setPluggedIn(self, device: str, is_in: bool) -> None:
        """The cable of one of `devices`."""
        if (line := self._here.all[device].line) is None:
            return
        (line.plug_in if is_in else line.pull_out)()
        (self._pulled.discard if is_in else self._pulled.add)((self._place, device))
        self.changed.emit()

    @Slot(str)
    def pressKey(self, key: str) -> None:
        """A key of the numeric keypad: a digit, "clear", "confirm", "help"."""
        if isinstance(pad := self._here.pads.get("keypad"), VirtualKeypad):
            pad.press(key)

    @Slot(int)
    def evaluate(self, key: int) -> None:
        """A key of the evaluation pad: 1 to 5."""
        if isinstance(pad := self._here.pads.get("evaluation_pad"), VirtualEvaluationPad):
            pad.press(key)
            self.look()

    def _lit(self) -> bool:
        pad = self._here.pads.get("evaluation_pad")
        return isinstance(pad, VirtualEvaluationPad) and pad.lit

    def _display(self) -> tuple[str, str]:
        display = self._here.pads.get("call_display")
        return (display.upper, display.lower) if isinstance(display, VirtualCallDisplay) else ("", "")

    def _names(self, keys: tuple[str, ...]) -> str:
        return "\n".join(self._texts.get(f"demo.card.{key}") for key in keys)

    # Cards and foreign codes: a line each, keys and words in the same order.
    cards = Property(str, lambda self: "\n".join((*self._devices.cards, "two")), constant=True)
    cardNames = Property(str, lambda self: self._names((*self._devices.cards, "two")), constant=True)
    foreign = Property(str, lambda _self: "\n".join(FOREIGN), constant=True)
    place = Property(str, lambda self: self._place, notify=changed)
    lying = Property(str, lambda self: self._lying[self._place], notify=changed)
    # What stands there, a line each; and what of it is pulled out.
    devices = Property(str, lambda self: "\n".join(self._here.all), notify=changed)
    pulled = Property(
        str,
        lambda self: "\n".join(device for at, device in sorted(self._pulled) if at == self._place),
        notify=changed,
    )
    isLit = Property(bool, _lit, notify=changed)
    upper = Property(str, lambda self: self._display()[0], notify=changed)
    lower = Property(str, lambda self: self._display()[1], notify=changed)
