"""Which queue a citizen comes into, what a wish asks of a visit, and what is known of other centres."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_store.policy_files import load_policy
from cases.matter.intake import Intake, Intent, kiosk_queues, queue_of, queue_of_counter
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.policy.centres import CentreLevel, parse_centres
from cases.policy.policy_file import PolicyError
from cases.queue.visit_commands import HoldVisit, LeaveVisit
from cases.queue.wish import Wish, command_of, decided
from cases.refusal import Refusal

HALL = load_policy(Path(__file__).parents[3] / "assets").hall
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEAD = 'effective_from = 2026-01-01\nsource = "a test"\n'
CENTRE = HEAD + '[[centres]]\ncode = "150502100"\nlevel = "town"\nname = "大林镇社会治安综合治理中心"\n'


def intake(**more: object) -> Intake:
    values: dict[str, object] = {
        "intent": Intent.DISPUTE,
        "touched_at": NOW,
        "confirmed": True,
        "open": OpenMatter(),
        "private": PrivateMatter(),
    }
    return Intake(**{**values, **more})  # type: ignore[arg-type]  # a test names fields of Intake


@pytest.mark.parametrize(
    ("more", "queue"),
    [
        ({}, "A"),
        ({"intent": Intent.CONSULT}, "B"),
        ({"priority": "elderly"}, "Z"),
        ({"intent": Intent.CONSULT, "priority": "urgent"}, "Z"),
        ({"intent": Intent.MEET, "for_counter": 1}, "A"),
        ({"intent": Intent.MEET, "for_counter": 4}, "B"),
        ({"intent": Intent.MEET, "for_counter": 5}, "C"),
        ({"intent": Intent.MEET, "for_counter": 77}, "B"),
        ({"intent": Intent.MEET, "for_counter": 1, "appointment_id": "p"}, "C"),
        ({"intent": Intent.MEET, "for_counter": 1, "appointment_id": "p", "priority": "elderly"}, "C"),
    ],
)
def test_every_way_in_has_its_queue(more: dict[str, object], queue: str) -> None:
    assert queue_of(intake(**more), HALL) == queue


def test_a_kiosk_holds_leases_of_every_queue_that_it_can_give() -> None:
    assert kiosk_queues(HALL) == ("A", "B", "C", "Z")
    without = HALL.model_copy(update={"queues": tuple(q for q in HALL.queues if not q.priority)})
    assert kiosk_queues(without) == ("A", "B", "C")
    assert queue_of(intake(priority="elderly"), without) == "A"
    assert all(queue_of_counter(HALL, c.number) in kiosk_queues(HALL) for c in HALL.counters)


@given(st.integers(min_value=-600, max_value=3600))
def test_a_postponement_ends_ten_minutes_after_the_press_and_never_in_the_past(age_s: int) -> None:
    wish = Wish(position=1, wish_id="w", visit_id="v", kind="postpone", at=NOW - timedelta(seconds=age_s))
    command = command_of(wish, NOW, 10, 1)
    if isinstance(command, Refusal):
        assert command.code == "wish.too_late"
        assert age_s >= 600
    else:
        assert isinstance(command, HoldVisit)
        assert NOW < command.until <= NOW + timedelta(minutes=10)
    told = decided(wish, command)
    assert told.granted == (age_s < 600)
    assert bool(told.reason) != told.granted


def test_leaving_makes_sense_at_any_time_and_an_unknown_wish_never() -> None:
    old = Wish(position=1, wish_id="w", visit_id="v", kind="leave", at=NOW - timedelta(hours=9))
    assert isinstance(command_of(old, NOW, 10, 1), LeaveVisit)
    strange = Wish(position=1, wish_id="w", visit_id="v", kind="dance", at=NOW)
    assert command_of(strange, NOW, 10, 1) == Refusal("wish.unknown_kind")


def test_a_registered_centre_is_found_by_its_code() -> None:
    centres = parse_centres(CENTRE + 'phone = "0475-1234567"\n', "centres.toml")
    found = centres.of("150502100")
    assert found is not None
    assert (found.level, found.phone, found.address) == (CentreLevel.TOWN, "0475-1234567", "")
    assert centres.of("150502101") is None


@pytest.mark.parametrize(
    "text",
    [
        CENTRE + '[[centres]]\ncode = "150502100"\nlevel = "town"\nname = "x"\n',
        CENTRE.replace("150502100", "15050210"),
        CENTRE.replace("town", "village"),
        CENTRE + 'phone = "ask me"\n',
        CENTRE + 'map_url = "http://plain"\n',
    ],
)
def test_a_registry_that_cannot_be_right_names_its_file(text: str) -> None:
    with pytest.raises(PolicyError, match=r"centres\.toml"):
        parse_centres(text, "centres.toml")
