"""The shipped policy, read as the store reads it."""

from pathlib import Path

import pytest

from cases.policy.policy import Policy, build_policy

POLICY_FOLDER = Path(__file__).parents[2] / "assets" / "policy"


@pytest.fixture(scope="session")
def policy_files() -> dict[str, str]:
    """{relative name: text} of everything in assets/policy."""
    return {
        path.relative_to(POLICY_FOLDER).as_posix(): path.read_text("utf-8")
        for path in POLICY_FOLDER.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="session")
def policy(policy_files: dict[str, str]) -> Policy:
    """What the hall works by."""
    return build_policy(policy_files)
