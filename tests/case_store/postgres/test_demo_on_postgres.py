"""`CENTRAL=postgresql://… make run`: the demo's centre is in that database, beside whatever is there."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import psycopg
import pytest

from demo.central_database import VARIABLE
from demo.ground import lay_ground


def test_the_demos_centre_lives_in_a_schema_of_its_own(
    tmp_path: Path, new_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = new_database()
    monkeypatch.setenv(VARIABLE, database)
    ground = lay_ground(tmp_path / "demo")
    try:
        ground.centre.start()
        who = {"Authorization": f"Bearer {ground.tokens['counter']}"}
        answer = httpx2.get(f"{ground.centre_url}/v1/health", headers=who, trust_env=False)
        assert answer.status_code == 200
    finally:
        ground.centre.stop()
    with psycopg.connect(database) as connection:
        found = connection.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'event'").fetchall()
    assert [name.startswith("demo_") for (name,) in found] == [True]
