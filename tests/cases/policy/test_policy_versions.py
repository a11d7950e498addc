"""Which version of a policy file holds; gaps and overlaps are refused with file and key."""

from datetime import date

import pytest

from cases.policy.policy import build_policy
from cases.policy.policy_file import PolicyError


def dated(text: str, day: str) -> str:
    """The same file, holding from another day."""
    lines = text.splitlines()
    return "\n".join(f"effective_from = {day}" if ln.startswith("effective_from") else ln for ln in lines)


@pytest.fixture
def files(policy_files: dict[str, str]) -> dict[str, str]:
    return dict(policy_files)


def mistake(files: dict[str, str], day: date | None = None) -> tuple[str, str]:
    with pytest.raises(PolicyError) as caught:
        build_policy(files, day=day)
    return caught.value.file, caught.value.key


def test_a_date_in_a_file_name_is_the_day_it_holds_from(files: dict[str, str]) -> None:
    files["deadlines.2027-01-01.toml"] = dated(files["deadlines.toml"], "2027-02-01")
    assert mistake(files) == ("deadlines.2027-01-01.toml", "effective_from")
    files["deadlines.2027-01-01.toml"] = dated(files["deadlines.toml"], "2027-01-01")
    assert build_policy(files).deadlines.effective_from == date(2027, 1, 1)


@pytest.mark.parametrize("kind", ["acceptance", "hall", "deadlines", "kiosk", "roster"])
def test_two_versions_from_the_same_day_are_an_overlap(files: dict[str, str], kind: str) -> None:
    files[f"{kind}.again.toml"] = files[f"{kind}.toml"]
    assert mistake(files) == (f"{kind}.toml", "effective_from")


def test_a_day_before_the_first_version_is_a_gap(files: dict[str, str]) -> None:
    files["deadlines.toml"] = dated(files["deadlines.toml"], "2026-07-01")
    assert mistake(files, date(2026, 6, 30)) == ("deadlines.toml", "effective_from")
    assert build_policy(files, day=date(2026, 7, 1)).deadlines.accept_workdays == 3


def test_two_notices_for_one_year_from_the_same_day_are_an_overlap(files: dict[str, str]) -> None:
    files["calendar/2026.again.toml"] = files["calendar/2026.toml"]
    assert mistake(files) == ("calendar/2026.toml", "effective_from")


def test_a_notice_that_replaces_another_holds_from_its_day(files: dict[str, str]) -> None:
    corrected = files["calendar/2026.toml"].replace("last = 2026-10-07", "last = 2026-10-08")
    corrected = corrected.replace("working_days_total = 248", "working_days_total = 247")
    files["calendar/2026.2026-03-01.toml"] = dated(corrected, "2026-03-01")
    before, after = (build_policy(files, day=date(2026, month, 1)).calendar for month in (2, 3))
    assert before.is_working(date(2026, 10, 8))
    assert not after.is_working(date(2026, 10, 8))
    assert after.version == "2025@2024-11-12+2026@2026-03-01"


def test_a_notice_of_another_year_than_its_file_is_named_by(files: dict[str, str]) -> None:
    files["calendar/2027.toml"] = dated(files["calendar/2026.toml"], "2026-12-01")
    assert mistake(files) == ("calendar/2027.toml", "year")


def test_a_notice_that_does_not_hold_yet_leaves_its_year_to_the_weekends(files: dict[str, str]) -> None:
    files["deadlines.toml"] = dated(files["deadlines.toml"], "2025-01-01")
    files["calendar/2026.toml"] = dated(files["calendar/2026.toml"], "2026-02-01")
    calendar = build_policy(files, day=date(2026, 1, 31)).calendar
    assert calendar.missing_years(2026) == (2026,)
    assert build_policy(files, day=date(2026, 2, 1)).calendar.missing_years(2026) == ()
