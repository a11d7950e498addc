"""The ground of a demo hall, and the invented matters that it is seeded with."""

import stat
from datetime import date
from pathlib import Path

from case_store.policy_files import load_policy
from demo.ground import ASSETS, demo_day, lay_ground
from demo.seed import matters

POLICY = load_policy(ASSETS)


def test_secrets_are_for_their_owner_only_and_no_two_demos_share_any(tmp_path: Path) -> None:
    one, two = lay_ground(tmp_path / "one"), lay_ground(tmp_path / "two")
    secret = [path for path in one.root.rglob("*") if path.name.endswith((".keys.json", ".tokens.json"))]
    assert len(secret) == 6  # hall, centre, two kiosks; tokens of hall and centre
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in secret)
    assert not set(one.tokens.values()) & set(two.tokens.values())
    assert len(set(one.tokens.values())) == len(one.tokens)


def test_the_demo_begins_at_half_past_nine_of_a_working_day_and_tells_its_own_address(tmp_path: Path) -> None:
    ground = lay_ground(tmp_path)
    now = ground.clock.now()
    assert (now.hour, now.minute) == (9, 30)
    assert ground.policy.calendar.is_working(now.date())
    assert ground.policy.hall.citizen_base_url == ground.centre_url


def test_whatever_the_real_date_the_demo_finds_a_day_of_a_loaded_year() -> None:
    calendar = POLICY.calendar
    assert demo_day(calendar, date(2026, 11, 23)) == date(2026, 11, 23)
    assert demo_day(calendar, date(2026, 10, 5)) == date(
        2026, 9, 30
    )  # National Day: the last working day before
    late = demo_day(calendar, date(2031, 5, 1))
    assert late.year == max(calendar.years)
    assert calendar.is_working(late)


def test_every_invented_matter_is_one_that_the_policy_knows() -> None:
    for told in matters():
        assert told.open.category is not None
        assert POLICY.categories.get(told.open.category) is not None
        assert told.open.town is not None
        assert POLICY.places.town(told.open.town) is not None
        assert told.private.contact_phone in ("", *(f"130000000{n:02d}" for n in range(100)))
        assert "某" in told.private.contact_name
