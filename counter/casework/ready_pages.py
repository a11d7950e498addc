"""The pages of 拍材料 that are ready, and their small pictures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from cases.texts import Texts
from counter.casework.material_pages import Page
from screenkit.rows import RowModel

if TYPE_CHECKING:
    from devices.document_camera.picture import Picture

_RGB_BYTES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A page that is ready. `row_id` is new for each, so that no small picture is that of another."""

    row_id: int
    number: int
    facts: str


class ReadyPages:
    """In the order in which they were taken."""

    def __init__(self, texts: Texts, parent: QObject) -> None:
        self._texts = texts
        self._thumbs: list[QImage] = []
        self._made_count = 0
        self.pages: list[Page] = []
        self.rows = RowModel(PageLine, lambda line: line.row_id, parent)

    def add(self, page: Page) -> None:
        """Behind the others."""
        self.pages.append(page)
        self._thumbs.append(image_of(page.thumb))
        self._made_count += 1
        facts = self._texts.get(
            "counter_materials.page.facts", number=len(self.pages), kilobytes=len(page.jpeg) // 1000
        )
        line = PageLine(row_id=self._made_count, number=len(self.pages), facts=facts)
        self.rows.set_rows([*self.rows.rows, line])

    def drop_last(self) -> None:
        """It is nowhere any more."""
        self.pages.pop()
        self._thumbs.pop()
        self.rows.set_rows(self.rows.rows[:-1])

    def clear(self) -> None:
        """None of them is anywhere any more."""
        self.pages.clear()
        self._thumbs.clear()
        self.rows.set_rows([])

    def thumb(self, index: int) -> QImage | None:
        """Small, as the list shows it."""
        return self._thumbs[index] if index < len(self._thumbs) else None


def image_of(picture: "Picture") -> QImage:
    """A copy: the picture may go while it is shown."""
    rows = picture if picture.flags.c_contiguous else picture.copy()
    height, width = rows.shape[:2]
    return QImage(rows.data, width, height, width * _RGB_BYTES, QImage.Format.Format_RGB888).copy()
