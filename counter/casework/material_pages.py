"""A paper that was photographed, until it is a page: the picture, where its corners are, how it was turned. No Qt.

What works on pictures (numpy, OpenCV: 46 MB and a tenth of a second) comes with the first of them: most desks have no
camera.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cases.matter.media.media_type import MediaType
from devices.document_camera.binding import bound

if TYPE_CHECKING:
    from devices.document_camera.paper_edges import Corners
    from devices.document_camera.picture import Picture

THUMB_PX = 200


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """`was_found`: the corners are the paper's, as far as anybody knows; else the person sets them."""

    picture: "Picture"
    small: "Picture"
    corners: "Corners"
    was_found: bool

    def turned(self) -> "Shot":
        """A quarter clockwise, the corners with it; the first of them stays the top left of what is seen."""
        import numpy as np  # noqa: PLC0415

        from devices.document_camera.picture import turned  # noqa: PLC0415

        moved = np.stack([1 - self.corners[:, 1], self.corners[:, 0]], axis=1)
        return replace(
            self,
            picture=turned(self.picture),
            small=turned(self.small),
            corners=np.roll(moved, 1, axis=0),
        )

    def with_corner(self, index: int, x: float, y: float) -> "Shot":
        """One corner somewhere else, never outside."""
        corners = self.corners.copy()
        corners[index] = (min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        return replace(self, corners=corners)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """As it will be kept, and small as it is shown."""

    jpeg: bytes
    thumb: "Picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class CornerLine:
    """A corner, in shares of the picture that is shown."""

    number: int
    at_x: float
    at_y: float
    is_chosen: bool


def shot(picture: "Picture") -> Shot:
    """The picture with the paper that was found in it. A tenth of a second of work."""
    from devices.document_camera.paper_edges import find_paper, whole  # noqa: PLC0415
    from devices.document_camera.picture import preview  # noqa: PLC0415

    found = find_paper(picture)
    corners = whole() if found is None else found
    return Shot(picture, preview(picture), corners, found is not None)


def page_of(taken: Shot, bytes_max: int) -> Page:
    """What lies between the corners. Up to a second of work."""
    from devices.document_camera.page import compressed, straightened  # noqa: PLC0415
    from devices.document_camera.picture import preview  # noqa: PLC0415

    straight = straightened(taken.picture, taken.corners)
    return Page(compressed(straight, bytes_max), preview(straight, THUMB_PX))


def file_of(pages: list[Page]) -> tuple[bytes, MediaType]:
    """One page is a picture, several are a PDF."""
    if len(pages) == 1:
        return pages[0].jpeg, MediaType.JPEG
    return bound([page.jpeg for page in pages]), MediaType.PDF


def corner_lines(taken: Shot, chosen: int) -> list[CornerLine]:
    """As the page shows them."""
    return [
        CornerLine(number=n + 1, at_x=float(x), at_y=float(y), is_chosen=n == chosen)
        for n, (x, y) in enumerate(taken.corners)
    ]
