"""A batch read as columns, beside the same read event by event: sound where each is well, and then the same rows."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson
from hypothesis import example, given
from hypothesis import strategies as st

from case_store.log.copy_rows import finished, values_of
from case_store.log.micros import to_us
from case_store.log.placed import Placed
from case_store.log.wire import to_wire
from case_store.sync.batch import NUMBER_MAX, Batch
from case_store.sync.push import EventVerdict, Verdict
from case_store.sync.sent import items_of
from case_store.sync.sound_reading import sound_of
from cases.envelope import Envelope
from tests.case_store.test_wire import JSON, OTHER_WORDS
from tests.case_store.two_stores import NOON

STREAM, NODE, EVENTS = "150502000", "hall:150502000", 3
POSITION, RECEIVED_US = 41, 7
_TEXTS = ("id", "aggregate", "type", "actor", "command_id", "policy_rev", "prev")
ODD = st.sampled_from(
    [
        True,
        False,
        -1,
        0,
        1,
        2,
        NUMBER_MAX,
        NUMBER_MAX + 1,
        "",
        "a\tb",
        "a\\b",
        "a\nb",
        '"',
        "\u4e00",
        "\u2028",
        None,
    ]
)
KEYS = st.sampled_from([[], {}, "", None, 0, [7], [{"reader": "centre"}], [{"reader": 1}], {"a": 1}, "no"])
NUMBER = st.integers(0, EVENTS - 1)


def told(seq: int) -> dict[str, Any]:
    """An event of a type that nobody here knows: its body may be anything."""
    id_ = f"0001000{seq}-b122-77a8-9ca0-c49cc285f1e7"
    envelope = Envelope(
        *(id_, STREAM, "case:c", 1, NODE, 1, seq, seq, NOON, "not_known_yet", 1, "system", id_, "p"),
        *({"\u540d": ["\\N\t", seq]}, ""),
    )
    return {"event": orjson.loads(orjson.dumps(to_wire(envelope))), "keys": []}


def chained(items: Sequence[Any]) -> Batch:
    """Each names the one before it, whatever it has become, where it still can."""
    prev = ""
    for item in items:
        event = item.get("event") if isinstance(item, dict) else None
        if isinstance(event, dict) and event.get("prev") == "":
            event["prev"] = prev
        prev = hashlib.sha256(orjson.dumps(event, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return Batch(stream=STREAM, node=NODE, epoch=1, first_seq=1, items=items)


def event_by_event(batch: Batch) -> list[Placed] | None:
    """Every event, if each is well, at its address, chained, and plain in its texts."""
    found: list[Placed] = []
    for item in items_of(batch):
        if item.placed is None:
            return None
        event = item.placed.envelope
        texts = [getattr(event, name) for name in _TEXTS]
        is_well = (
            (event.stream, event.node, event.epoch, event.seq) == (STREAM, NODE, 1, item.seq)
            and event.hlc <= NUMBER_MAX
            and (not found or event.prev == found[-1].hash)
            and all(text.isprintable() and "\\" not in text for text in texts)
        )
        if not is_well:
            return None
        found.append(item.placed)
    return found


def check(batch: Batch) -> None:
    """Sound or not as event by event, and the same rows and answer."""
    sound, placed = sound_of(batch), event_by_event(batch)
    assert (sound is None) == (placed is None)
    if sound is None or placed is None:
        return
    rows = values_of(finished(sound.lines, POSITION, RECEIVED_US, (STREAM, NODE, 1)))
    assert rows == [row_of(one, POSITION + n) for n, one in enumerate(placed)]
    prev = placed[0].envelope.prev
    well = [EventVerdict(one.envelope.seq, one.envelope.id, Verdict.OK) for one in placed]
    assert sound.verdicts == orjson.dumps(well)
    assert (sound.first_seq, sound.count, sound.prev, sound.hash) == (1, EVENTS, prev, placed[-1].hash)
    assert sound.hlc == max(one.envelope.hlc for one in placed)
    assert sound.at_us == max(to_us(one.envelope.at) for one in placed)
    assert (sound.keys, sound.sealed) == ("", "[]")


def row_of(placed: Placed, position: int) -> list[str]:
    """In the order of copy_rows.COLUMNS."""
    event = placed.envelope
    numbers = (event.tenure, event.seq, event.hlc, to_us(event.at), event.v)
    texts = [getattr(event, name) for name in _TEXTS]
    body = orjson.dumps(event.body).decode()
    end = map(str, (position, RECEIVED_US, STREAM, NODE, 1))
    return [*texts, placed.hash, *map(str, numbers), body, *end]


@given(
    number=NUMBER,
    name=st.sampled_from((*Envelope._fields, "something_else")),
    word=ODD | OTHER_WORDS | JSON,
    is_left_out=st.booleans(),
)
@example(number=1, name="at", word=f"{NOON.isoformat()} {NOON.isoformat()}", is_left_out=False)
@example(number=1, name="at", word="2026-11-30T09:00:00.5+08:00", is_left_out=False)
@example(number=0, name="body", word={"a": "\\N\u2028\U0001f600"}, is_left_out=False)
@example(number=0, name="hlc", word=NUMBER_MAX, is_left_out=False)
@example(number=0, name="prev", word="of another chain", is_left_out=False)
@example(number=2, name="hlc", word=NUMBER_MAX + 1, is_left_out=False)
def test_one_event_of_another_form_and_the_batch_is_as_sound_as_that_event(
    number: int, name: str, word: Any, is_left_out: bool
) -> None:
    items = [told(seq) for seq in range(1, EVENTS + 1)]
    items[number]["event"][name] = word
    if is_left_out:
        del items[number]["event"][name]
    check(chained(items))


@given(number=NUMBER, item=JSON, keys=KEYS | JSON)
def test_what_is_no_event_or_brings_no_keys_is_not_sound(number: int, item: Any, keys: Any) -> None:
    items = [told(seq) for seq in range(1, EVENTS + 1)]
    items[number]["keys"] = keys
    check(chained(items))
    check(chained([*items[:number], item, *items[number + 1 :]]))
    check(chained([*items[:number], {"event": item, "keys": []}, *items[number + 1 :]]))


def test_ids_that_only_together_are_as_long_as_two_are_none() -> None:
    items = [told(seq) for seq in range(1, EVENTS + 1)]
    id_ = items[0]["event"]["id"]
    for one, other in ((id_ + "0", id_[:-1]), (id_[:8] + "a" + id_[9:], id_), (id_[:-1] + "-", id_)):
        items[0]["event"]["id"], items[1]["event"]["id"] = one, other
        check(chained([{**item, "event": {**item["event"], "prev": ""}} for item in items]))


def test_what_is_nested_too_deep_is_no_sound_batch() -> None:
    deep: Any = {}
    for _ in range(300):
        deep = {"a": deep}
    items = [told(1)]
    items[0]["event"]["body"] = deep
    assert sound_of(Batch(stream=STREAM, node=NODE, epoch=1, first_seq=1, items=items)) is None


def test_a_batch_of_a_later_epoch_or_with_several_heads_or_with_nothing_needs_a_second_look() -> None:
    whole = chained([told(seq) for seq in range(1, EVENTS + 1)])
    assert sound_of(whole) is not None
    assert sound_of(replace(whole, epoch=2)) is None
    assert sound_of(replace(whole, items=[])) is None
