"""The policy in force on a screen: what the hall says over this machine's own files, and nothing half."""

from datetime import date
from pathlib import Path

import pytest

from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.views import PolicyView
from screenkit.policy_in_force import PolicyInForce, open_policy

ASSETS = Path(__file__).parents[2] / "assets"
TODAY = date(2026, 11, 23)
HALL = (ASSETS / "policy" / "hall.toml").read_text("utf-8")
RENAMED = HALL.replace('name = "咨询窗口"', 'name = "问询窗口"', 1)


@pytest.fixture
def in_force() -> PolicyInForce:
    return open_policy(ASSETS, TODAY)


def heard(in_force: PolicyInForce) -> list[Policy]:
    told: list[Policy] = []
    in_force.changed.connect(told.append)
    return told


def name_of_4(in_force: PolicyInForce) -> str:
    counter = in_force.policy.hall.counter(4)
    assert counter is not None
    return counter.name


def test_what_the_hall_has_revised_holds_and_is_told_once(in_force: PolicyInForce) -> None:
    told = heard(in_force)
    view = PolicyView(rev="r1", files=(("hall.toml", RENAMED),), day=TODAY)
    in_force.on_view(view)
    in_force.on_view(view)
    in_force.on_view(PolicyView(rev="r1", files=(("hall.toml", RENAMED),), day=TODAY))
    assert name_of_4(in_force) == "问询窗口"
    assert in_force.policy.rev == "r1"
    assert told == [in_force.policy]
    in_force.on_view(PolicyView(rev="r2", files=(), day=TODAY))
    assert name_of_4(in_force) == "咨询窗口"
    assert len(told) == 2


def test_a_hall_that_is_not_heard_or_has_revised_nothing_changes_nothing(in_force: PolicyInForce) -> None:
    told = heard(in_force)
    in_force.on_view(None)
    in_force.on_view(PolicyView(rev=in_force.policy.rev, files=(), day=TODAY))
    assert told == []


def test_a_version_holds_from_the_day_that_the_hall_says(in_force: PolicyInForce) -> None:
    later = (("hall.2026-11-24.toml", RENAMED.replace("2026-01-01", "2026-11-24", 1)),)
    in_force.on_view(PolicyView(rev="r1", files=later, day=TODAY))
    assert name_of_4(in_force) == "咨询窗口"
    in_force.on_view(PolicyView(rev="r1", files=later, day=date(2026, 11, 24)))
    assert name_of_4(in_force) == "问询窗口"


def test_a_file_that_this_program_cannot_use_is_left_out_and_the_others_hold(
    in_force: PolicyInForce, caplog: pytest.LogCaptureFixture
) -> None:
    in_force.on_view(
        PolicyView(
            rev="r1",
            files=(("hall.toml", RENAMED), ("voice.toml", "repeats = 'x'"), ("moon.toml", "")),
            day=TODAY,
        )
    )
    assert name_of_4(in_force) == "问询窗口"
    assert "voice.toml" in caplog.text
    assert "moon.toml" in caplog.text


def test_a_screen_whose_own_files_are_wrong_does_not_begin(tmp_path: Path) -> None:
    with pytest.raises(PolicyError):
        open_policy(tmp_path, TODAY)
