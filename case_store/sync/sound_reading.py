"""A batch read as columns: one look at each field of all its events, where event by event would be one at each of each.

What is sound here is what `sent.items_of` reads of every event, at its address and chained; a test holds one against
the other. Whatever differs in anything is not sound, and nobody asks here why: it is opened and judged event by event.
Without a database, so that another process may do it (reader.py).
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from operator import itemgetter
from typing import Any

import orjson

from case_store.log.copy_rows import is_plain, lines_of
from case_store.log.micros import to_us
from case_store.log.placed import key_rows
from case_store.log.wire import FIELDS_OF, INSTANT, KINDS, keys_from_wire
from case_store.sync.batch import NUMBER_MAX, Batch
from case_store.sync.sound import Sound
from cases.codec import Event, UnknownEvent, decode
from cases.envelope import Envelope
from cases.hall_time import hall_time

CASE = "case:"
_FIRST_EPOCH = 1
_COUNTS = tuple(place for place, kind in enumerate(KINDS) if kind is int)
_ADDRESS = tuple(map(Envelope._fields.index, ("stream", "node", "epoch", "seq", "hlc")))
_event_and_keys = itemgetter("event", "keys")
_in_form = re.compile(f"(?:{INSTANT} )+", re.ASCII).fullmatch
_ID, _ID_DASHES, _HEX = 36, (8, 13, 18, 23), b"0123456789abcdef"


def sound_of(batch: Batch) -> Sound | None:
    """None where something needs a second look."""
    if not batch.items or batch.epoch != _FIRST_EPOCH or len(batch.heads) > 1:
        return None
    try:
        return _read(batch)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):  # pydantic's are ValueErrors
        return None


def _read(batch: Batch) -> Sound | None:
    """Raises what reading an event raises when it is none."""
    events, told_keys = zip(*map(_event_and_keys, batch.items), strict=True)
    columns = tuple(zip(*map(FIELDS_OF, events), strict=True))
    if set(map(len, events)) != {len(KINDS)} or not _are_of_their_kind(columns):
        return None
    (
        ids, _streams, aggregates, _tenures, _nodes, _epochs, _seqs, hlcs, ats, types, vs, actors,
        command_ids, policy_revs, bodies, prevs,
    ) = columns  # fmt: skip
    if not (_are_at_their_address(columns, batch) and _are_ids(ids) and _are_ids(command_ids)):
        return None
    if not is_plain("".join(chain((batch.stream,), aggregates, types, actors, policy_revs, prevs))):
        return None
    hashes = [
        hashlib.sha256(orjson.dumps(event, option=orjson.OPT_SORT_KEYS)).hexdigest() for event in events
    ]
    if prevs[1:] != tuple(hashes[:-1]):
        return None
    instants = _instants(ats)
    happened = list(map(decode, types, vs, bodies))
    keys = list(_key_rows(batch.stream, happened, told_keys))
    return Sound(
        stream=batch.stream,
        node=batch.node,
        first_seq=batch.first_seq,
        count=len(ids),
        prev=prevs[0],
        hash=hashes[-1],
        hlc=max(hlcs),
        at_us=max(instants.values()),
        heads=batch.heads,
        cases=_listed({aggregate for aggregate in aggregates if aggregate.startswith(CASE)}),
        sealed=_listed({row["case_id"] for row in keys}),
        keys=orjson.dumps(keys).decode() if keys else "",
        verdicts=_all_well(batch.first_seq, ids),
        lines=lines_of(columns, hashes, [instants[at] for at in ats]),
    )


def _are_of_their_kind(columns: Sequence[Sequence[Any]]) -> bool:
    """As `from_wire` asks of each."""
    if any(set(map(type, column)) != {kind} for column, kind in zip(columns, KINDS, strict=True)):
        return False
    return all(min(columns[place]) >= 0 for place in _COUNTS)


def _are_at_their_address(columns: Sequence[Sequence[Any]], batch: Batch) -> bool:
    streams, nodes, epochs, seqs, hlcs = (columns[place] for place in _ADDRESS)
    if (set(streams), set(nodes), set(epochs)) != ({batch.stream}, {batch.node}, {batch.epoch}):
        return False
    in_order = tuple(range(batch.first_seq, batch.first_seq + len(seqs)))
    return bool(seqs == in_order and max(hlcs) <= NUMBER_MAX)


def _are_ids(ids: Sequence[str]) -> bool:
    """UUIDs in small letters: each so long, its dashes where they belong, and nothing else but hex digits."""
    if set(map(len, ids)) != {_ID}:
        return False
    text, dashes = "".join(ids), "-" * len(ids)
    in_place = all(text[place::_ID] == dashes for place in _ID_DASHES)
    return in_place and text.encode().translate(None, _HEX) == dashes.encode() * len(_ID_DASHES)


def _instants(ats: Sequence[str]) -> dict[str, int]:
    """Microseconds of each; those of a command have the same. Raises ValueError for another form."""
    told = set(ats)
    if not _in_form("".join(f"{at} " for at in told)):
        raise ValueError("instants in another form")
    return {at: to_us(hall_time(datetime.fromisoformat(at))) for at in told}


def _key_rows(
    stream: str, happened: Iterable[Event | UnknownEvent], told_keys: Iterable[Any]
) -> Iterator[dict[str, str]]:
    for one, told in zip(happened, told_keys, strict=True):
        if told != []:  # almost always
            yield from key_rows(stream, one, keys_from_wire(told))


def _listed(names: set[str]) -> str:
    return orjson.dumps(sorted(names)).decode()


def _all_well(first_seq: int, ids: Sequence[str]) -> bytes:
    """EventVerdicts as JSON; an id has no letter that this would write otherwise."""
    told = (
        f'{{"seq":{seq},"id":"{id_}","verdict":"ok","reason":""}}' for seq, id_ in enumerate(ids, first_seq)
    )
    return f"[{','.join(told)}]".encode()
