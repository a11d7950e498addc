"""Pictograms for QML: `image://pictogram/<name>/<rrggbb>` draws assets/icons/<name>.svg in one colour.

The SVG is drawn at exactly the size that is asked for, so it is crisp with the software renderer and costs nothing
afterwards (Qt keeps the pixmap).
"""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from screenkit.environment import ROOT

ICONS = ROOT / "assets" / "icons"
_log = logging.getLogger(__name__)


def draw_pictogram(name: str, colour: QColor, side_px: int, folder: Path = ICONS) -> QImage:
    """The drawing `name` in `colour`, `side_px` square. Raises FileNotFoundError for an unknown name."""
    svg = (folder / f"{name}.svg").read_bytes().replace(b"currentColor", colour.name().encode())
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    return image


class PictogramProvider(QQuickImageProvider):
    """Answers `image://pictogram/…`."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, Qt's name
        """Qt's: the image for `<name>/<rrggbb>`."""
        name, _, colour = id.partition("/")
        side_px = max(requestedSize.width(), requestedSize.height(), 1)
        size.setWidth(side_px)
        size.setHeight(side_px)
        try:
            return draw_pictogram(name, QColor(f"#{colour}"), side_px)
        except FileNotFoundError:
            _log.error("no pictogram %s in %s", name, ICONS)
            return QImage()
