"""A hall for each test, on files of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case_store.on_postgres import ASKED, BY_ROLES
from tests.case_store.one_hall import OneHall
from tests.case_store.only_sqlite import why_not
from tests.case_store.two_stores import TwoStores, open_two_stores


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[OneHall]:
    one = OneHall(tmp_path)
    yield one
    one.store.close()


@pytest.fixture
def centre_url() -> str | None:
    """Where the centre's log is; tests/case_store/postgres says a URL."""
    return None


@pytest.fixture
def stores(tmp_path: Path, centre_url: str | None) -> Iterator[TwoStores]:
    opened = open_two_stores(tmp_path, centre_url)
    yield opened
    opened.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL some tests are left out, each with its reason."""
    for item in items if ASKED else ():
        if why := why_not(item.nodeid, by_roles=BY_ROLES):
            item.add_marker(pytest.mark.skip(reason=why))
