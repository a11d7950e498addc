"""The centre takes batches from anybody: each event once, poison apart, garbage refused, nobody's clock believed."""

import base64
import gzip
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from case_store.log.placing import read_node_head
from case_store.log.schema import help_call, visit
from case_store.sync import hall_outbox
from case_store.sync.batch import EVENTS_MAX, Batch, SignedBatch, unpack
from case_store.sync.push import Verdict
from cases.queue.help_call import HelpCalled
from cases.queue.visit_events import TicketIssued
from cases.refusal import Refusal
from tests.case_store.two_stores import NOON, STREAM, TwoStores, verdicts


def call_help(stores: TwoStores, *names: str, **more: Any) -> None:
    for name in names:
        event = HelpCalled(help_id=name, kiosk_id="k1", page="home", called_at=NOON)
        stores.happen(f"help:{name}", event, **more)


def told(batch: Batch, n: int, **changes: Any) -> Batch:
    """The batch with one event told differently."""
    items = [dict(item) for item in batch.items]
    items[n] = {**items[n], "event": {**items[n]["event"], **changes}}
    return replace(batch, items=items)


def test_what_happened_in_the_hall_is_at_the_centre_once(stores: TwoStores) -> None:
    call_help(stores, "a", "b", "c")
    assert verdicts(stores.push()) == ["ok", "ok", "ok"]
    assert verdicts(stores.push()) == ["dup", "dup", "dup"]
    rows = stores.at_centre()
    assert [row.position for row in rows] == [1, 2, 3]
    assert [row.seq for row in rows] == [1, 2, 3]
    assert [row.hash for row in rows][:2] == [row.prev for row in rows][1:]
    with stores.centre.reading() as connection:
        assert len(connection.execute(help_call.select()).all()) == 3


def test_a_batch_with_a_hole_before_it_is_told_what_is_wanted(stores: TwoStores) -> None:
    call_help(stores, "a", "b", "c")
    whole = stores.batch()
    later = replace(whole, first_seq=3, items=whole.items[2:])
    assert stores.push(later) == Refusal("sync.gap", {"wanted_seq": 1})
    assert verdicts(stores.push()) == ["ok", "ok", "ok"]


def test_batches_that_overlap_count_what_is_new(stores: TwoStores) -> None:
    call_help(stores, "a", "b", "c", "d")
    whole = stores.batch()
    stores.push(replace(whole, items=whole.items[:3]))
    assert verdicts(stores.push(replace(whole, first_seq=2, items=whole.items[1:]))) == ["dup", "dup", "ok"]


def test_a_poison_event_is_kept_apart_and_the_next_ones_get_in(stores: TwoStores) -> None:
    call_help(stores, "a", "b", "c", "d")
    torn = told(stores.batch(), 1, body={"help_id": 7})
    assert verdicts(stores.push(torn)) == ["ok", "quarantined", "quarantined", "ok"]
    assert list(stores.apart().values()) == ["shape", "chain"]  # c was chained to the true b
    assert verdicts(stores.push(torn)) == ["dup", "quarantined", "quarantined", "dup"]
    call_help(stores, "e")
    assert verdicts(stores.push(replace(stores.batch(), first_seq=5, items=stores.batch().items[4:]))) == [
        "ok"
    ]


def test_the_outbox_forgets_what_was_answered_and_keeps_what_was_refused_for_a_person(
    stores: TwoStores,
) -> None:
    call_help(stores, "a", "b")
    answer = stores.push(told(stores.batch(), 1, v="one"))
    assert not isinstance(answer, Refusal)
    forget = [v.id for v in answer if v.verdict is not Verdict.QUARANTINED]
    apart = [(v.id, v.reason) for v in answer if v.verdict is Verdict.QUARANTINED]
    with stores.hall.connection.begin():
        hall_outbox.settle(stores.hall.connection, STREAM, forget, apart)
    assert stores.batch().items == ()
    with stores.hall.connection.begin():
        hall_outbox.rewind(stores.hall.connection, STREAM, stores.hall.node, 1, 2)
    assert [item["event"]["seq"] for item in stores.batch().items] == [2]


def test_the_same_place_with_another_story_is_kept_apart(stores: TwoStores) -> None:
    call_help(stores, "a")
    first = stores.batch()
    stores.push(first)
    assert verdicts(stores.push(told(first, 0, actor="staff:else"))) == ["quarantined"]
    assert list(stores.apart().values()) == ["forked"]
    assert [row.actor for row in stores.at_centre()] == ["system"]


def test_what_goes_on_behind_another_story_is_kept_apart_and_does_not_become_the_chain(
    stores: TwoStores,
) -> None:
    call_help(stores, "a", "b", "c")
    whole = stores.batch()
    other_machine = told(replace(whole, items=whole.items[:1]), 0, actor="staff:else")
    assert verdicts(stores.push(other_machine)) == ["ok"]  # a centre that was put back hears that one first
    later = replace(whole, first_seq=2, items=whole.items[1:])
    assert verdicts(stores.push(later)) == ["quarantined"] * 2
    assert list(stores.apart().values()) == ["forked"] * 2
    assert [row.actor for row in stores.at_centre()] == ["staff:else"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"stream": "150521000"}, "address"),
        ({"node": "hall:150521000"}, "address"),
        ({"epoch": 4}, "address"),
        ({"seq": 9}, "address"),
        ({"prev": "00"}, "chain"),
        ({"type": "help_called", "body": []}, "shape"),
        ({"hlc": -1}, "shape"),
        ({"hlc": 2**63 + 5}, "shape"),
        ({"tenure": 2**63 + 5}, "not_placeable"),
        ({"at": "yesterday"}, "shape"),
        ({"at": "9999-12-31T23:59:59+00:00"}, "shape"),
        ({"id": "not a uuid"}, "shape"),
        ({"id": None}, "shape"),
        ({"command_id": ["x"]}, "shape"),
    ],
)
def test_an_event_of_a_wrong_shape_or_address_is_kept_apart(
    stores: TwoStores, changes: dict[str, Any], reason: str
) -> None:
    call_help(stores, "a", "b")
    assert verdicts(stores.push(told(stores.batch(), 1, **changes))) == ["ok", "quarantined"]
    assert list(stores.apart().values()) == [reason]
    call_help(stores, "c")
    last = stores.batch()
    assert verdicts(stores.push(replace(last, first_seq=3, items=last.items[2:]))) == ["quarantined"]


def test_an_event_that_a_table_refuses_is_found_among_the_others(stores: TwoStores) -> None:
    def ticket(visit_id: str, ticket_no: str) -> TicketIssued:
        return TicketIssued(
            visit_id=visit_id,
            ticket_no=ticket_no,
            queue="A",
            business_date=NOON.date(),
            place_at=NOON,
            leased=False,
            kiosk_id="k1",
            ticket_code_hash="",
        )

    stores.happen("visit:1", ticket("1", "A001"))
    stores.happen("visit:2", ticket("2", "A002"))
    stores.happen("visit:3", ticket("3", "A003"))
    batch = stores.batch()
    twin = {**batch.items[1]["event"]["body"], "ticket_no": "A001"}
    spoiled = told(batch, 1, body=twin)
    folds_later = (
        stores.centre.connection.dialect.name == "postgresql"
    )  # the hall hears of it with what comes next
    assert verdicts(stores.push(spoiled)) == ["ok", "ok" if folds_later else "quarantined", "quarantined"]
    assert list(stores.apart().values()) == ["not_placeable", "chain"]
    with stores.centre.reading() as connection:
        assert [row.ticket_no for row in connection.execute(visit.select())] == ["A001"]


def test_an_event_of_a_newer_program_is_kept_as_it_is(stores: TwoStores) -> None:
    call_help(stores, "a")
    assert verdicts(stores.push(told(stores.batch(), 0, type="moon_landing", v=3, body={"moon": 1}))) == [
        "ok"
    ]
    assert [row.type for row in stores.at_centre()] == ["moon_landing"]


def test_a_clock_in_the_future_refuses_nobody(stores: TwoStores) -> None:
    call_help(stores, "a", at=NOON + timedelta(days=400))
    assert verdicts(stores.push()) == ["ok"]


def test_a_restored_hall_begins_a_chain_of_its_own(stores: TwoStores) -> None:
    call_help(stores, "a", "b")
    first = stores.batch()
    stores.push(first)
    cloned = replace(told(first, 0, epoch=2, id="0190f5c2-0000-7000-8000-000000000001"), epoch=2)
    cloned = replace(cloned, items=cloned.items[:1])
    assert verdicts(stores.push(cloned)) == ["ok"]
    assert verdicts(stores.push(replace(cloned, first_seq=3))) == ["sync.gap"]
    assert verdicts(stores.push(first)) == ["dup", "dup"]  # what is late of the old life


def test_a_quiet_hall_says_that_it_is_quiet(stores: TwoStores) -> None:
    call_help(stores, "a")
    whole = stores.batch()
    assert stores.push(replace(whole, first_seq=2, items=[])) == Refusal("sync.gap", {"wanted_seq": 1})
    stores.push()
    assert stores.push(replace(whole, first_seq=2, items=[])) == ()


def test_nobody_pushes_for_another_hall(stores: TwoStores) -> None:
    call_help(stores, "a")
    batch = stores.batch()
    for foreign in (
        replace(batch, stream="150521000"),
        replace(batch, node="hall:150521000"),
        replace(batch, node="centre"),
    ):
        assert verdicts(stores.push(foreign)) == ["sync.not_your_stream"]
    assert stores.at_centre() == []


def test_a_signature_that_does_not_hold_is_not_even_unpacked(stores: TwoStores) -> None:
    call_help(stores, "a")
    signed = stores.sign(stores.batch())
    stranger = Ed25519PrivateKey.generate()
    for spoiled in (
        replace(signed, content=signed.content[:-1] + b"x"),
        replace(signed, content=b""),
        replace(signed, signature="AAAA"),
        replace(signed, signature="不是"),
        replace(signed, signature=""),
        replace(signed, signer="centre"),
    ):
        assert verdicts(stores.take(spoiled)) == ["sync.signature_wrong"]
    assert verdicts(stores.take(replace(signed, signer="hall:?"))) == ["sync.signer_unknown"]
    stores.hall_keys = replace(stores.hall_keys, signing=stranger)
    assert verdicts(stores.push()) == ["sync.signature_wrong"]


def signed_bytes(stores: TwoStores, content: bytes) -> SignedBatch:
    signature = stores.hall_keys.signing.sign(b"pingan-hall push 1\n" + content)
    return SignedBatch(content, stores.hall.node, base64.b64encode(signature).decode())


def test_ten_megabytes_of_nothing_are_not_unpacked(stores: TwoStores) -> None:
    bomb = signed_bytes(stores, gzip.compress(b"0" * 10_000_000))
    assert verdicts(stores.take(bomb)) == ["sync.batch_too_large"]


def test_more_events_than_agreed_are_refused(stores: TwoStores) -> None:
    call_help(stores, "a")
    batch = stores.batch()
    too_many = replace(batch, items=list(batch.items) * (EVENTS_MAX + 1))
    assert verdicts(stores.push(too_many)) == ["sync.batch_unreadable"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    document=JSON
    | st.fixed_dictionaries(
        {"v": JSON, "stream": JSON, "node": JSON, "epoch": JSON, "first_seq": JSON, "items": JSON}
    )
)
def test_whatever_a_signed_batch_says_it_is_a_batch_or_refused(document: Any) -> None:
    key = Ed25519PrivateKey.generate()
    content = gzip.compress(orjson.dumps(document), mtime=0)
    signature = base64.b64encode(key.sign(b"pingan-hall push 1\n" + content)).decode()
    unpack(SignedBatch(content, "hall:x", signature), {"hall:x": key.public_key()})


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(JSON | st.fixed_dictionaries({"event": JSON, "keys": JSON}), min_size=1, max_size=4))
def test_whatever_an_event_is_the_centre_stands(stores: TwoStores, items: list[Any]) -> None:
    with stores.centre.reading() as connection:
        head = read_node_head(connection, STREAM, stores.hall.node)
    answer = stores.push(replace(stores.batch(), first_seq=head.seq + 1, items=items))
    assert set(verdicts(answer)) == {"quarantined"}
    assert stores.at_centre() == []


def test_what_is_nested_deeper_than_anybody_writes_is_refused_and_breaks_nothing(stores: TwoStores) -> None:
    batch = stores.batch()
    head = orjson.dumps(
        {"v": 1, "stream": STREAM, "node": batch.node, "epoch": 1, "first_seq": 1, "items": [0]}
    )
    nested = b'{"a":' * 400 + b"{}" + b"}" * 400
    content = gzip.compress(head.replace(b"[0]", b'[{"event":' + nested + b',"keys":[]}]'), mtime=0)
    signature = stores.hall_keys.signing.sign(b"pingan-hall push 1\n" + content)
    signed = SignedBatch(content, batch.node, base64.b64encode(signature).decode())
    assert stores.take(signed) == Refusal("sync.batch_unreadable", {"signer": batch.node})
