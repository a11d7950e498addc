"""Every word that a board of supervision shows is there."""

from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import pytest

from cases.codec import _TYPE_OF
from cases.policy.policy import Policy
from cases.policy.supervision import Trigger
from cases.supervision.coordination import RecordEvent, TaskState
from cases.supervision.field_inspection import AreaFigures, AreaKind, Finding, slow_areas
from cases.supervision.supervision import ItemEvent, RungState
from cases.supervision.supervision_acts import ITEM_ACTS
from cases.supervision.whistle import WhistleEvent, WhistleState
from cases.supervision.whistle_acts import WHISTLE_ACTS
from cases.texts import Texts, parse_texts

FOLDER = Path(__file__).parents[3] / "assets" / "texts"
EVENTS = [_TYPE_OF[event] for event in get_args(ItemEvent | WhistleEvent | RecordEvent)]


@pytest.fixture(scope="module")
def texts() -> Texts:
    return parse_texts({path.name: path.read_text("utf-8") for path in FOLDER.glob("*.toml")})


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("trigger", Trigger),
        ("rung_state", RungState),
        ("act", ITEM_ACTS),
        ("line", EVENTS),
        ("whistle", WhistleState),
        ("whistle_act", WHISTLE_ACTS),
        ("task", TaskState),
        ("area", AreaKind),
        ("finding", Finding),
        ("appeal", ("filed", "upheld", "rejected")),
    ],
)
def test_every_key_has_its_word(texts: Texts, table: str, keys: Iterable[str]) -> None:
    for key in keys:
        assert texts.get(f"supervision.{table}.{key}", rung="约谈")


def test_every_rung_of_the_ladder_and_every_document_has_its_word(texts: Texts, policy: Policy) -> None:
    for rung in policy.deadlines.ladder:
        assert texts.get(f"supervision.rung.{rung.rung}")


def test_why_a_place_is_slow_can_be_said(texts: Texts, policy: Policy) -> None:
    figures = AreaFigures(kind=AreaKind.UNIT, area="housing", open=40, overdue=7, took_workdays=(30,) * 20)
    (slow,) = slow_areas([figures], policy)
    said = [texts.get(reason.key, **reason.facts) for reason in slow.reasons]
    assert said == ["在办40件，过期7件，占17%", "近期办结20件，一半以上超过30个工作日"]
