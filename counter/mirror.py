"""帮我填: what staff are writing, in large type for the citizen beside them: read only, closed with the form."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickWindow

from counter.desk import Desk
from counter.registration.registration import RegistrationViewModel
from screenkit.property_shim import Property
from screenkit.rows import RowModel
from screenkit.take_away import take_away
from screenkit.window import ScreenWindow

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1

SIZE = (960, 640)


@QmlElement
class MirrorViewModel(QObject):
    """Wanted by itself when the citizen has asked 请工作人员帮我填, else by Ctrl+M; never beyond the form or a lock."""

    changed = Signal()

    def __init__(self, desk: Desk, form: RegistrationViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._form = desk, form
        self._was_open = self._is_wanted = False
        desk.changed.connect(self._follow)
        form.changed.connect(self._follow)

    @property
    def is_shown(self) -> bool:
        """Whether the citizen sees it now."""
        return self._is_wanted and self._form.isOpen and not self._desk.knows.locked

    @Slot()
    def toggle(self) -> None:
        """Ctrl+M."""
        if self._form.isOpen:
            self._is_wanted = not self._is_wanted
            self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        is_open, matter = self._form.isOpen, self._desk.knows.matter
        if is_open and not self._was_open:
            self._is_wanted = matter is not None and matter.open.staff_writes_story
        if not is_open:
            self._is_wanted = False
        self._was_open = is_open
        self.changed.emit()

    lines = Property(RowModel, lambda self: self._form.mirror, constant=True)


class MirrorWindow(QObject):
    """The second window: on the second screen if there is one. It never takes the keys from the counter."""

    def __init__(
        self,
        view_model: MirrorViewModel,
        counter: QQuickWindow,
        make: Callable[[], ScreenWindow],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view_model, self._counter, self._make = view_model, counter, make
        self.window: ScreenWindow | None = None
        view_model.changed.connect(self._follow)

    def close(self) -> None:
        """Taken away with everything that stood on it."""
        if self.window is not None:
            gone, self.window = self.window, None
            take_away(gone)

    @Slot()
    def _follow(self) -> None:
        if not self._view_model.is_shown:
            self.close()
        elif self.window is None:
            self.window = self._make()
            self._place(self.window)

    def _place(self, window: ScreenWindow) -> None:
        window.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        others = [screen for screen in QGuiApplication.screens() if screen is not self._counter.screen()]
        if others:
            window.setScreen(others[0])
            window.setGeometry(others[0].geometry())
            window.showFullScreen()
        else:
            window.show()
