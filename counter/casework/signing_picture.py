"""The paper that is signed, or the signature, as it is painted: whole, as large as fits."""

from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from counter.casework.signing import SigningViewModel

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SigningPicture(QQuickPaintedItem):
    """Told once by `show` whose picture it shows."""

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._model: SigningViewModel | None = None
        self._of_signature = False

    @Slot(SigningViewModel, bool)
    def show(self, model: SigningViewModel, of_signature: bool) -> None:
        """The page, or what was written."""
        self._model, self._of_signature = model, of_signature
        model.picturesChanged.connect(self._again)
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Qt's: while the UI thread stands still."""
        if self._model is None:
            return
        picture = self._model.signature() if self._of_signature else self._model.page()
        if picture.isNull():
            return
        small = picture.scaled(
            self.size().toSize(),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,  # letters stay letters; a painter's own scaling drops lines
        )
        painter.drawImage(QPointF((self.width() - small.width()) / 2, 0), small)

    @Slot()
    def _again(self) -> None:
        self.update()
