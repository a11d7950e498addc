"""What is said aloud of the calls that the wall hears of."""

from dataclasses import replace
from datetime import timedelta

from cases.views import CallView, WallView
from hall_display.wall.announcing import Announcing
from tests.hall_display.wall_worlds import FIVE_CALLS, NOW, USUAL, call


class Heard:
    """Stands where the announcer stands, and remembers."""

    def __init__(self) -> None:
        self.said: list[tuple[str, int, str]] = []
        self.withdrawn: list[str] = []

    def announce(self, ticket_no: str, counter_no: int, zone: str = "") -> None:
        self.said.append((ticket_no, counter_no, zone))

    def withdraw(self, ticket_no: str) -> None:
        self.withdrawn.append(ticket_no)


def view(*calls_: CallView, at: timedelta = timedelta()) -> WallView:
    return replace(USUAL, hall_time=NOW + at, calls=calls_)


def test_several_calls_that_come_with_one_message_are_said_in_their_order() -> None:
    heard = Heard()
    announcing = Announcing(heard)
    announcing.on_view(view())
    announcing.on_view(view(call("A002", 2), call("A001", 1)))
    assert heard.said == [("A001", 1, ""), ("A002", 2, "")]
    announcing.on_view(view(call("A002", 2), call("A001", 1)))
    assert len(heard.said) == 2


def test_a_recall_is_said_again_and_the_zone_is_named() -> None:
    heard = Heard()
    announcing = Announcing(heard)
    announcing.on_view(view(call("A001", 1)))
    announcing.on_view(view(replace(call("A001", 1, call_no=2), zone_name="矛盾纠纷多元化解区")))
    assert heard.said == [("A001", 1, ""), ("A001", 1, "矛盾纠纷多元化解区")]


def test_what_was_called_while_the_wall_was_away_is_shown_and_not_said() -> None:
    heard = Heard()
    Announcing(heard).on_view(view(*FIVE_CALLS, at=timedelta(minutes=5)))
    assert heard.said == []


def test_a_call_that_was_taken_back_or_passed_over_is_not_said_any_more() -> None:
    heard = Heard()
    announcing = Announcing(heard)
    newer = replace(call("A002", 2), called_at=NOW + timedelta(seconds=5))
    announcing.on_view(view(newer, call("A001", 1)))
    announcing.on_view(view(call("A001", 1)))
    assert heard.withdrawn == ["A002"]


def test_a_call_that_only_makes_room_for_a_newer_one_is_still_said() -> None:
    heard = Heard()
    announcing = Announcing(heard)
    announcing.on_view(view(call("A001", 1)))
    announcing.on_view(view(replace(call("A002", 2), called_at=NOW + timedelta(seconds=5))))
    assert heard.withdrawn == []
