"""What a device says of itself, and what its silence says."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.alarm.device_errors import CODES
from cases.alarm.device_health import WORDS, Condition, Health, HealthReport, check, health_now, worst_of
from cases.hall_time import HALL_ZONE
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.texts import parse_texts

TEXTS_FOLDER = Path(__file__).parents[3] / "assets" / "texts"
TEXTS = parse_texts({path.name: path.read_text("utf-8") for path in TEXTS_FOLDER.glob("*.toml")})

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=HALL_ZONE)
SAID = st.dictionaries(st.sampled_from(sorted(WORDS)), st.sampled_from(["ok", "missing", "out", "offline"]))


def report(**more: object) -> HealthReport:
    values = {"device_id": "k1", "kind": "kiosk", "name": "1号", "conditions": {"paper": "ok"}} | more
    return HealthReport(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"device_id": ""}, "device.id_wrong"),
        ({"device_id": "a b"}, "device.id_wrong"),
        ({"device_id": "x" * 61}, "device.id_wrong"),
        ({"device_id": "机器"}, "device.id_wrong"),
        ({"name": "长" * 21}, "device.name_wrong"),
        ({"name": "a\nb"}, "device.name_wrong"),
        ({"conditions": {"door": "ok"}}, "device.word_unknown"),
        ({"conditions": {"paper": "李某甲"}}, "device.word_unknown"),
        ({"errors": {"paper": "李某甲"}}, "device.word_unknown"),
        ({"errors": {"door": "device.absent"}}, "device.word_unknown"),
    ],
)
def test_a_report_of_anything_else_is_not_taken(more: dict[str, object], refused: str) -> None:
    assert check(report()) is None
    answer = check(report(**more))
    assert isinstance(answer, Refusal)
    assert answer.code == refused


def test_every_trouble_has_its_sentence() -> None:
    troubles = {f"{part}_{word}" for part, words in WORDS.items() for word, c in words.items() if c != "ok"}
    assert {f"alarms.trouble.{trouble}" for trouble in (*troubles, "silent")} <= TEXTS.keys


def test_every_error_has_its_sentences() -> None:
    assert TEXTS.refusal_codes >= CODES


@given(said=SAID)
def test_the_worst_counts(said: dict[str, str]) -> None:
    health = worst_of(said)
    known = [WORDS[part][word] for part, word in said.items() if word in WORDS[part]]
    ranks = list(Condition)
    assert health.condition == (max(known, key=ranks.index) if known else Condition.OK)
    assert bool(health.trouble) == (health.condition is not Condition.OK)


def test_silence_while_the_hall_is_open_is_down_and_over_night_it_is_not(policy: Policy) -> None:
    fine = Health(condition=Condition.OK)
    allowed = timedelta(minutes=policy.alarms.device_silent_minutes)

    def at(seen: datetime, now: datetime) -> str:
        return health_now(fine, seen, policy.alarms, policy.calendar, now).trouble

    assert at(NINE, NINE + allowed) == ""
    assert at(NINE, NINE + allowed + timedelta(seconds=1)) == "silent"
    evening, opening = NINE.replace(hour=17, minute=29), NINE.replace(hour=8, minute=30) + timedelta(days=1)
    assert at(evening, evening + timedelta(hours=3)) == ""
    assert at(evening, opening) == ""
    assert at(evening, opening + allowed) == "silent"
