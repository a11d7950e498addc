"""The ground of a demo hall, and the invented matters that it is seeded with."""

import stat
from datetime import date
from pathlib import Path

from case_store.policy_files import load_policy
from cases.roles import Role
from counter.app import CounterConfig
from demo.ground import ASSETS, COUNTER_NO, OFFICE_NO, demo_day, lay_ground
from demo.seed import MEDIATOR, STAFF, matters
from hall_display.wall.app import WallConfig
from screenkit.screen_config import load_screen_config

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


def test_somebody_of_every_role_may_sign_in_and_the_first_one_receives() -> None:
    assert {one.role for one in STAFF} == set(Role)
    assert STAFF[0].role == Role.RECEPTION
    assert len({one.staff_id for one in STAFF}) == len({one.name for one in STAFF}) == len(STAFF)
    assert next(one.role for one in STAFF if one.staff_id == MEDIATOR) == Role.MEDIATOR


def test_the_wall_of_the_story_speaks_into_a_folder_and_the_one_with_windows_aloud(tmp_path: Path) -> None:
    told = lay_ground(tmp_path / "told")
    seen = lay_ground(tmp_path / "seen", windowed=True)
    walls = [load_screen_config(WallConfig, ground.config("wall")) for ground in (told, seen)]
    assert [(wall.speaker, wall.speaker_dir) for wall in walls] == [("folder", told.spoken), ("device", None)]


def test_both_counters_keep_their_own_files_apart(tmp_path: Path) -> None:
    ground = lay_ground(tmp_path)
    counters = [load_screen_config(CounterConfig, ground.config(name)) for name in ("counter", "office")]
    assert [counter.counter_no for counter in counters] == [COUNTER_NO, OFFICE_NO]
    assert len({counter.data_dir for counter in counters}) == 2
    assert {counter.papers_dir for counter in counters} == {ground.papers.resolve()}
