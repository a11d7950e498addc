"""The first start of a screen: a window that lets it in at its hall (接入), then the screen itself.

`enrolled_config` is `load_screen_config` for screens that may not have been let in yet.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from case_store.errors import StoreError
from case_store.policy_files import load_texts
from cases.refusal import Reader, Refusal
from screenkit.bridge import Bridge
from screenkit.environment import ROOT
from screenkit.property_shim import Property
from screenkit.screen_config import ConfigT, load_screen_config
from screenkit.take_away import take_away
from screenkit.window import make_app, show_window

if TYPE_CHECKING:
    from case_store.client.device_folder import Enrolled
    from cases.texts import Texts
    from cases.views_devices import HallShown

QML_IMPORT_NAME = "screenkit"
QML_IMPORT_MAJOR_VERSION = 1

PAGE = Path(__file__).with_name("FirstStart.qml")
CODE_CHARS, GROUP = 20, 4
_NOT_ENROLLED = "device.not_enrolled"


@QmlElement
class FirstStartModel(QObject):
    """Look at the hall, compare, type the code. What is typed is kept nowhere."""

    changed = Signal()
    ended = Signal()

    def __init__(
        self, url: str, folder: Path, texts: Texts, bridge: Bridge, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._url, self._folder, self._texts, self._bridge = url, folder, texts, bridge
        self._hall: HallShown | None = None
        self._shown_fingerprint, self._code, self._said = "", "", ""
        self._is_asking, self.is_let_in = False, False
        self._others: list[str] = []

    @Slot()
    def look(self) -> None:
        """Ask the hall at the address of the configuration; without one, whoever announces themselves, in turn."""
        if not self._is_asking:
            self._ask()
            self._bridge.submit(self._looked(), self._seen, self._failed)

    @Slot(str)
    def press(self, key: str) -> None:
        """One character of the code."""
        if len(self._code) < CODE_CHARS and key:
            self._code, self._said = self._code + key, ""
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        """The last character."""
        self._code, self._said = self._code[:-1], ""
        self.changed.emit()

    @Slot()
    def join(self) -> None:
        """Come in."""
        if self.canJoin and self._hall is not None:
            self._ask()
            self._bridge.submit(self._joined(self._hall), self._answered, self._failed)

    async def _looked(self) -> HallShown | Refusal:
        from case_store.client.enrol import look  # noqa: PLC0415  behind the first picture
        from case_store.client.nearby import nearby_halls  # noqa: PLC0415

        if not self._url or self._others:
            self._others = self._others or [hall.url for hall in await nearby_halls()]
            if not self._others:
                return Refusal("enrolment.not_nearby")
            self._url = self._others.pop(0)
        return await look(self._url)

    async def _joined(self, hall: HallShown) -> Enrolled | Refusal:
        from case_store.client.enrol import join  # noqa: PLC0415

        return await join(self._url, hall, self._code, self._folder)

    def _seen(self, hall: HallShown | Refusal) -> None:
        self._is_asking = False
        if isinstance(hall, Refusal):
            self._hall, self._said = None, self._texts.tell(hall, Reader.STAFF)
        else:
            from case_store.client.enrol import fingerprint_of  # noqa: PLC0415

            self._hall, self._shown_fingerprint = hall, fingerprint_of(hall)
        self.changed.emit()

    def _answered(self, answer: Enrolled | Refusal) -> None:
        self._is_asking = False
        if isinstance(answer, Refusal):
            self._code, self._said = "", self._texts.tell(answer, Reader.STAFF)
            self.changed.emit()
            return
        self.is_let_in = True
        self.ended.emit()

    def _failed(self, error: Exception) -> None:
        self._is_asking = False
        if isinstance(error, StoreError):
            self._said = self._texts.refusal(error.code, Reader.STAFF, **error.facts)
        else:
            self._said = self._texts.get("devices.first.unreachable", url=self._url)
        self.changed.emit()

    def _ask(self) -> None:
        self._is_asking, self._said = True, ""
        self.changed.emit()

    def _groups(self) -> str:
        typed = self._code.ljust(CODE_CHARS, "·")
        return " ".join(typed[at : at + GROUP] for at in range(0, CODE_CHARS, GROUP))

    canJoin = Property(
        bool,
        lambda self: self._hall is not None and len(self._code) == CODE_CHARS and not self._is_asking,
        notify=changed,
    )
    canLook = Property(bool, lambda self: not self._is_asking, notify=changed)
    hall = Property(str, lambda self: self._hall.name if self._hall else "", notify=changed)
    fingerprint = Property(str, lambda self: self._shown_fingerprint, notify=changed)
    code = Property(str, lambda self: self._groups(), notify=changed)
    said = Property(str, lambda self: self._said, notify=changed)


def enrolled_config(model: type[ConfigT], path: Path, *, touch: bool = False) -> ConfigT:
    """The configuration of a screen, after it was let in where it was not. Raises StoreError as load_screen_config."""
    try:
        return load_screen_config(model, path)
    except StoreError as error:
        if error.code != _NOT_ENROLLED or not let_in(path, touch=touch):
            raise
        return load_screen_config(model, path)


def let_in(path: Path, *, touch: bool = False) -> bool:
    """Show the window until the screen is let in or somebody closes it. Whether it is. Raises StoreError."""
    values = tomllib.loads(path.read_text(encoding="utf-8"))  # it has been read once: this is TOML
    app = make_app(touch_keyboard=touch)
    if app.platformName() == "offscreen":
        return False  # nobody would see it: the operator reads the sentence
    loop = QEventLoop()
    bridge = Bridge()
    texts = load_texts(ROOT / "assets")
    folder = path.parent / str(values["device_dir"])
    model = FirstStartModel(str(values.get("hall_url", "")), folder, texts, bridge)
    model.ended.connect(loop.quit)
    app.lastWindowClosed.connect(loop.quit)
    window = show_window(
        PAGE,
        {"model": model},
        texts=texts,
        size=(int(values.get("width", 1080)), int(values.get("height", 1200))),
        title=texts.get("devices.first.title"),
        fullscreen=bool(values.get("fullscreen", False)),
    )
    app.setQuitOnLastWindowClosed(False)
    loop.exec()
    app.setQuitOnLastWindowClosed(True)
    app.lastWindowClosed.disconnect(loop.quit)
    is_let_in = model.is_let_in
    bridge.close()
    take_away(window, model, bridge)
    return is_let_in
