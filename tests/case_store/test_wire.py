"""The quick look at what was told, beside the slow one: read it, write it again, compare the bytes."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from hypothesis import given
from hypothesis import strategies as st

from case_store.log.wire import event_hash, from_wire, to_wire
from case_store.sync.sent import item_at
from cases.envelope import Envelope
from cases.hall_time import hall_time

BIG = 2**63 - 1
TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
COUNT = st.integers(0, BIG)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-BIG, 2 * BIG + 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
INSTANT = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)).map(hall_time)
# A type that nobody here knows: what it tells is kept as it is, so only the form decides.
ENVELOPE = st.builds(
    Envelope,
    *(st.uuids().map(str), TEXT, TEXT, COUNT, TEXT, COUNT, COUNT, COUNT, INSTANT),
    *(st.just("not_known_yet"), COUNT, TEXT, st.uuids().map(str), TEXT),
    *(st.dictionaries(TEXT, JSON, max_size=3), TEXT),
)
OTHER_WORDS = st.sampled_from(
    [
        *("2026-11-30T09:00:00+08:00", "2026-11-30T09:00:00.000000+08:00", "2026-11-30T01:00:00+00:00"),
        *("2026-11-30T09:00:00.5+08:00", "2026-11-30T09:00:00", "2026-11-30", "20261130T090000+0800"),
        *("2026-11-30T24:00:00+08:00", "2026-02-30T09:00:00+08:00", "0001-01-01T00:00:00+08:00"),
        *("2026-11-30 09:00:00+08:00", "2026-11-30T09:00:00.123456+08:00\n", "٢٠٢٦-11-30T09:00:00+08:00"),
        *("0001000100b1227a8a9ca0c49cc285f1e712345", "{00010001-b122-77a8-9ca0-c49cc285f1e7}"),
        *("00010001-B122-77A8-9CA0-C49CC285F1E7", "00010001b12277a89ca0c49cc285f1e7"),
        *("00010001-b122-77a8-9ca0-c49cc285f1e7", "urn:uuid:00010001-b122-77a8-9ca0-c49cc285f1e7"),
    ]
)


def written_again(told: Any) -> Any:
    """What stands in an event, as its sender writes it. Raises what reading raises."""
    numbers = [told[name] for name in ("tenure", "epoch", "seq", "hlc", "v")]
    texts = [told[name] for name in ("stream", "aggregate", "node", "type", "actor", "policy_rev", "prev")]
    if any(type(number) is not int or number < 0 for number in numbers):
        raise TypeError
    if not all(isinstance(text, str) for text in texts) or not isinstance(told["body"], dict):
        raise TypeError
    return {name: told[name] for name in Envelope._fields} | {
        "id": str(UUID(told["id"])),
        "command_id": str(UUID(told["command_id"])),
        "at": hall_time(datetime.fromisoformat(told["at"])).isoformat(),
    }


def slow_hash(told: Any) -> str | None:
    """The hash of an event that reads the same when it is written again; None for others."""
    canonical = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    try:
        again = orjson.dumps(written_again(told), option=orjson.OPT_SORT_KEYS)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return None
    return hashlib.sha256(canonical).hexdigest() if canonical == again else None


def over_the_wire(told: Any) -> Any:
    return orjson.loads(orjson.dumps(told))


@given(envelope=ENVELOPE)
def test_any_event_survives_the_wire_and_its_quick_hash_is_its_hash(envelope: Envelope) -> None:
    told = over_the_wire(to_wire(envelope))
    assert from_wire(told) == envelope
    item = item_at({"event": told, "keys": []}, "hall:x", 1, 1)
    assert item.placed is not None
    assert item.hash == item.placed.hash == event_hash(envelope) == slow_hash(told)
    assert item.id == envelope.id


@given(
    envelope=ENVELOPE,
    name=st.sampled_from(("id", "at")) | st.sampled_from((*Envelope._fields, "something_else")),
    word=OTHER_WORDS | JSON,
    is_left_out=st.booleans(),
)
def test_what_is_told_in_another_form_is_taken_in_only_if_it_reads_the_same_written_again(
    envelope: Envelope, name: str, word: Any, is_left_out: bool
) -> None:
    told = over_the_wire(to_wire(envelope) | {name: word})
    if is_left_out:
        del told[name]
    told["type"] = "not_known_yet" if isinstance(told.get("type"), str) else told.get("type")
    item = item_at({"event": told, "keys": []}, "hall:x", 1, 1)
    assert (item.placed.hash if item.placed else None) == slow_hash(told)


def test_an_instant_of_the_first_day_that_there_is_cannot_be_shown_and_is_no_event() -> None:
    at = datetime(1, 1, 1, tzinfo=UTC) + timedelta(days=1)
    envelope = Envelope(
        *("00010001-b122-77a8-9ca0-c49cc285f1e7", "s", "a", 1, "n", 1, 1, 1, at, "x", 1, "system"),
        *("00010001-b122-77a8-9ca0-c49cc285f1e7", "p", {}, ""),
    )
    told = to_wire(envelope)
    assert item_at({"event": told, "keys": []}, "n", 1, 1).placed is not None
    told["at"] = "0001-01-01T00:00:00+08:00"
    assert item_at({"event": told, "keys": []}, "n", 1, 1).placed is None
