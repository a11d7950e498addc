"""The dispatch screen's frame in every state: both profiles, their sizes, both pages, forms, sign-in and lock."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from PySide6.QtGui import QImage

from cases.views_dispatch import DispatchView
from screenkit import grab
from tests.hall_display.dispatch_shown import Shown
from tests.hall_display.dispatch_worlds import CROWDED, EMPTY, QUIET, USUAL
from tests.screens.picture import Picture

HD, UHD, SMALL = (1920, 1080), (3840, 2160), (1366, 768)
SIZES = {"command": ((HD, "hd"), (UHD, "4k")), "desk": ((HD, "hd"), (UHD, "4k"), (SMALL, "small"))}
LOST_MINUTES = 14
Then = Callable[[Shown], None]
FORMS = ("whistle", "supervise", "remind", "name", "notice", "find")


def pictures() -> Iterator[Picture]:
    """All of them."""
    for profile, sizes in SIZES.items():
        for size, mark in sizes:
            of = f"dispatch.{profile}.{mark}"
            yield _picture(of, "empty", (profile, size), EMPTY)
            yield _picture(of, "normal", (profile, size), USUAL)
            yield _picture(of, "crowded", (profile, size), CROWDED)
            yield _picture(of, "stale", (profile, size), USUAL, _lost)
            yield _picture(of, "normal-hall", (profile, size), USUAL, _hall)
            yield _picture(of, "crowded-hall", (profile, size), CROWDED, _hall)
        yield _picture(f"dispatch.{profile}.hd", "empty-quiet", (profile, HD), QUIET)
        yield _picture(f"dispatch.{profile}.hd", "failed-unheard", (profile, HD), None)
        yield _picture(f"dispatch.{profile}.hd", "empty-area", (profile, HD), _of_an_area(), _hall)
        for form in FORMS:
            yield _picture(f"dispatch.{profile}.hd", f"normal-{form}", (profile, HD), USUAL, _form(form))
        yield _picture(f"dispatch.{profile}.hd", "normal-lock", (profile, HD), USUAL, _lock)
        yield Picture(f"dispatch.{profile}.hd", "normal-sign-in", _sign_in(profile))


def _picture(
    panel: str,
    name: str,
    made: tuple[str, tuple[int, int]],
    view: DispatchView | None,
    then: Then = lambda _shown: None,
) -> Picture:
    def draw() -> QImage:
        shown = Shown(*made)
        try:
            shown.sign_in_as("supervisor")
            if view is not None:
                shown.hear(view)
            then(shown)
            shown.settle()
            return grab.grab(shown.window)
        finally:
            shown.close()

    return Picture(panel, name, draw)


def _sign_in(profile: str) -> Callable[[], QImage]:
    def draw() -> QImage:
        shown = Shown(profile=profile)
        try:
            shown.sign_in_as("supervisor")
            shown.view_model.session.staff = None
            shown.view_model.session.changed.emit()
            shown.settle()
            return grab.grab(shown.window)
        finally:
            shown.close()

    return draw


def _of_an_area() -> DispatchView:
    return replace(QUIET, area="150525", place="奈曼旗")


def _lost(shown: Shown) -> None:
    shown.lose(LOST_MINUTES)


def _hall(shown: Shown) -> None:
    shown.view_model.choosePage("hall")


def _lock(shown: Shown) -> None:
    shown.view_model.session.lock()


def _form(name: str) -> Then:
    def open_it(shown: Shown) -> None:
        case = ("case-44", "1115-0044") if name in {"remind", "name"} else ("", "")
        shown.view_model.acts.begin(name, *case)

    return open_it
