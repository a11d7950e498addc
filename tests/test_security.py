"""docs/security.md keeps what it promises: every test that it names is there."""

import re
from pathlib import Path

HERE = Path(__file__).parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def test_every_test_that_security_names_exists() -> None:
    named = NAMED.findall((HERE / "docs" / "security.md").read_text("utf-8"))
    assert named
    lost = [
        f"{path}::{name}"
        for path, name in named
        if not (HERE / path).exists() or (name and f"def {name}(" not in (HERE / path).read_text("utf-8"))
    ]
    assert lost == []
