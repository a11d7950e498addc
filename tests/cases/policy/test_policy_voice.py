"""voice.toml: how loud at which hour, and the mistakes that an operator may make in it."""

from datetime import time

import pytest

from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.policy.voice import parse_voice


def test_a_hall_speaks_in_its_hours_lower_at_midday_and_is_quiet_at_night(policy: Policy) -> None:
    loud = policy.voice.volume_percent
    assert [loud(time(hour)) for hour in (0, 6, 8, 12, 13, 15, 19, 22)] == [0, 0, 80, 60, 60, 80, 60, 0]
    assert (loud(time(7, 29, 59)), loud(time(7, 30))) == (0, 80)


def test_a_call_is_said_twice(policy: Policy) -> None:
    assert (policy.voice.repeats, policy.voice.ones) == (2, "yi")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("from = 00:00:00", "from = 05:00:00", "volume"),
        ("from = 12:00:00", "from = 15:00:00", "volume"),
        ("from = 12:00:00", "from = 07:30:00", "volume"),
        ("percent = 80", "percent = 101", "volume.1.percent"),
        ("repeats = 2", "repeats = 0", "repeats"),
        ('ones = "yi"', 'ones = "dong"', "ones"),
        ("waiting_max = 40", "waiting_max = 4000", "waiting_max"),
        ("chime = true", "chime = 1", "chime"),
        ("stale_seconds = 180\n", "\n", "stale_seconds"),
    ],
)
def test_a_mistake_in_the_file_is_named(policy_files: dict[str, str], old: str, new: str, key: str) -> None:
    text = policy_files["voice.toml"]
    broken = text.replace(old, new, 1) if old in text else text.replace(old.strip(), "", 1)
    assert broken != text
    with pytest.raises(PolicyError) as caught:
        parse_voice(broken, "voice.toml")
    assert (caught.value.file, caught.value.key) == ("voice.toml", key)
