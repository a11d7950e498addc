"""The picture in every state, looked at as a designer would at a glance: nothing cut, nothing on one another."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from cases.policy.policy import Policy
from cases.texts import Texts
from cases.views_dispatch import DispatchView
from tests.hall_display.dispatch.picture_screen import PictureScreen, older
from tests.hall_display.dispatch.picture_world import NOW, crowded, quiet, usual
from tests.page_looks import bad_words


def stale(policy: Policy) -> DispatchView:
    return older(usual(policy), NOW - timedelta(minutes=75))


def never(_policy: Policy) -> DispatchView:
    return DispatchView(hall_time=NOW)


State = Callable[[Policy], DispatchView]
STATES: dict[str, tuple[State, ...]] = {
    "command": (usual, quiet, crowded, stale, never),
    "desk": (crowded, stale),
}


@pytest.mark.parametrize("profile", STATES)
def test_every_state_of_the_picture_is_laid_out(profile: str, policy: Policy, texts: Texts) -> None:
    screen = PictureScreen(policy, texts, profile=profile)
    try:
        for state in STATES[profile]:
            screen.hear(state(policy))
            assert bad_words(screen.window) == [], state.__name__
    finally:
        screen.close()


def test_the_big_screen_is_the_small_one_twice_as_large(policy: Policy, texts: Texts) -> None:
    screen = PictureScreen(policy, texts, size=(3840, 2160), scale=2.0)
    try:
        screen.hear(crowded(policy))
        assert bad_words(screen.window) == []
    finally:
        screen.close()
