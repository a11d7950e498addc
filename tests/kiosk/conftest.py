"""A kiosk in a real window, offscreen; and the rules without one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from case_store.policy_files import load_policy, load_texts
from cases.policy.policy import Policy
from cases.texts import Texts
from kiosk.flow import Flow
from tests.kiosk.kiosk_room import KioskRoom, open_room
from tests.screenkit.own_meta import own_meta

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy(ASSETS)


@pytest.fixture(scope="session")
def texts() -> Texts:
    return load_texts(ASSETS)


@pytest.fixture(scope="session")
def flow(policy: Policy) -> Flow:
    return Flow(policy.categories, policy.places)


@pytest.fixture(scope="module")
def standing_room() -> Iterator[KioskRoom]:
    standing = open_room()
    yield standing
    strangers = own_meta(standing.screen.session, standing.screen.idle, standing.screen.help)
    standing.close()
    assert strangers == []


@pytest.fixture
def room(standing_room: KioskRoom) -> KioskRoom:
    """One kiosk serves one citizen after the other, as in life: what one test leaves behind, the next would find."""
    standing_room.next_citizen()
    return standing_room
