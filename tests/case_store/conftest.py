"""A hall for each test, on files of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case_store.one_hall import OneHall


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[OneHall]:
    one = OneHall(tmp_path)
    yield one
    one.store.close()
