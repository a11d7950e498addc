"""A picture of 拍材料 as it is painted: whole, as large as fits, the outline of the paper over it."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from counter.casework.materials import MaterialsViewModel
from screenkit.property_shim import Property

QML_IMPORT_NAME = "counter"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ShotPicture(QQuickPaintedItem):
    """Told once by `show` what it shows; `place…`: where in the item the picture lies."""

    placed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._model: MaterialsViewModel | None = None
        self._page, self._ink, self._rim, self._line_px = -1, QColor(), QColor(), 2.0
        self._place = QRectF()

    @Slot(MaterialsViewModel, int, QColor, QColor, float)
    def show(self, model: MaterialsViewModel, page: int, ink: QColor, rim: QColor, line_px: float) -> None:
        """`page`: a page that is ready, or -1 for what is taken or seen now."""
        self._model, self._page = model, page
        self._ink, self._rim, self._line_px = ink, rim, line_px
        model.pictureChanged.connect(self._again)
        model.changed.connect(self._again)
        self.update()

    def paint(self, painter: QPainter) -> None:
        """Qt's: while the UI thread stands still."""
        picture = self._model.picture(self._page) if self._model is not None else None
        if self._model is None or picture is None or picture.isNull():
            return
        place = self._placed(picture.width(), picture.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, picture)
        corners = self._model.corners.rows if self._page < 0 and self._model.property("isShot") else ()
        if not corners:
            return
        outline = QPolygonF(
            [
                QPointF(place.x() + one.at_x * place.width(), place.y() + one.at_y * place.height())
                for one in corners
            ]
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, thickness in ((self._rim, 3 * self._line_px), (self._ink, self._line_px)):
            painter.setPen(QPen(ink, thickness))  # dark in a light rim: seen on wood and on paper
            painter.drawPolygon(outline)

    @Slot()
    def _again(self) -> None:
        picture = self._model.picture(self._page) if self._model is not None else None
        place = self._placed(picture.width(), picture.height()) if picture is not None else QRectF()
        if place != self._place:
            self._place = place
            self.placed.emit()
        self.update()

    def _placed(self, width: int, height: int) -> QRectF:
        scale = min(self.width() / max(1, width), self.height() / max(1, height))
        wide, high = width * scale, height * scale
        return QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)

    placeX = Property(float, lambda self: self._place.x(), notify=placed)
    placeY = Property(float, lambda self: self._place.y(), notify=placed)
    placeWidth = Property(float, lambda self: self._place.width(), notify=placed)
    placeHeight = Property(float, lambda self: self._place.height(), notify=placed)
