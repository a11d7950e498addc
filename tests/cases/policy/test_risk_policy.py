"""risk.toml and population.csv: what is shipped is read, and each mistake is told with file and key."""

import pytest

from cases.policy.policy import Policy
from cases.policy.policy_file import PolicyError
from cases.policy.risk import HeadCount, parse_population, parse_risk


def test_what_is_shipped_says_how_good_each_number_of_people_is(policy: Policy) -> None:
    population = policy.population
    banners = [banner.code for banner in policy.places.banners]
    towns = [town.code for banner in policy.places.banners for town in banner.towns]
    assert set(population.status) == {*banners, *towns}
    assert all(population.of(town) is None for town in towns)
    assert all(population.of(banner) for banner in banners)
    assert HeadCount.VERIFIED not in population.status.values()  # nobody of ours may sign it off
    assert sum(population.of(banner) or 0 for banner in banners) == pytest.approx(
        2_873_168, rel=0.001
    )  # 2020


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("volume = 0.25", "volume = 0.30", "weights.volume"),
        ("high = 60.0", "high = 40.0", "levels.high"),
        ('warn_from = "medium"', 'warn_from = "low"', "warn_from"),
        ('warn_from = "medium"', 'warn_from = "red"', "warn_from"),
        ("window_days = 30 ", "window_days = 1 ", "window_days"),
        ("year_days_min = 90", "year_days_min = 400", "year_days_min"),
        ("ordinary = 2", "ordinary = 5", "severity.ordinary"),
        ("difficult_parties = 30", "difficult_parties = 5", "severity.difficult_parties"),
        ("bad = 1 ", "bad = 11 ", "dissatisfied_shrunk.bad"),
        ("few = 5", "few = 0", "few"),
        ("z = 2.0", "z = nan", "hot_spot.z"),
        ("hysteresis = 3.0", "hysteresis = inf", "hysteresis"),
    ],
)
def test_a_mistake_in_the_formula_is_named(
    policy_files: dict[str, str], old: str, new: str, key: str
) -> None:
    text = f"{policy_files['risk.toml']}\n"
    wrong = text.replace(old, new, 1) if old in text else text.replace(old.rstrip(), new.rstrip(), 1)
    assert wrong != text
    with pytest.raises(PolicyError) as caught:
        parse_risk(wrong, "risk.toml")
    assert (caught.value.file, caught.value.key) == ("risk.toml", key)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("150502,718700,secondhand", "4 列"),
        ("110000,1,verified,x", "没有 110000"),
        ("150521,1,verified,x", "写了两次"),
        ("150502001,12,guessed,x", "第三列"),
        ("150502001,,verified,x", "missing"),
        ("150502001,12,missing,x", "missing"),
        ("150502001,-3,verified,x", "人数"),
        ("150502001,0,verified,x", "人数"),
        ("150502001,１２,verified,x", "人数"),
        ("150502001,12,verified, ", "来源"),
    ],
)
def test_a_mistake_in_the_numbers_of_people_is_named(
    policy: Policy, policy_files: dict[str, str], line: str, why: str
) -> None:
    rest = [row for row in policy_files["population.csv"].splitlines() if row[:9] != "150502001"]
    with pytest.raises(PolicyError, match=why) as caught:
        parse_population("\n".join([*rest, line]), "population.csv", policy.places)
    assert caught.value.file == "population.csv"
