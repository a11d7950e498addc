"""What is left out on PostgreSQL is there: a test that was renamed is not left out any more."""

from pathlib import Path

import pytest

from tests.case_store.only_sqlite import NOT_BY_ROLES, ONLY_SQLITE, why_not

HERE = Path(__file__).parent
NEVER = [name for names in ONLY_SQLITE.values() for name in names]
BY_OWNER = [name for names in NOT_BY_ROLES.values() for name in names]


@pytest.mark.parametrize("name", [*NEVER, *BY_OWNER])
def test_a_test_that_is_left_out_is_one(name: str) -> None:
    file, _, test = name.partition("::")
    assert f"def {test}(" in (HERE / file).read_text("utf-8")


def test_a_test_is_left_out_by_its_name_with_or_without_parameters() -> None:
    assert why_not(f"tests/case_store/{NEVER[0]}[1-x]", by_roles=False)
    assert why_not(f"tests/case_store/{BY_OWNER[0]}", by_roles=True)
    assert not why_not(f"tests/case_store/{BY_OWNER[0]}", by_roles=False)
