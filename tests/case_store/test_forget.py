"""A forgotten case: nothing that was said can be read any more, here, at the centre, in the log or in any page."""

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta

import pytest
import sqlalchemy as sa

from case_store.keys import CENTRE, Keys, read_keys
from case_store.log.countersign import tampered
from case_store.log.schema import case_key, case_search, countersign, event, search_key
from case_store.seal import SealError, open_sealed, unwrap
from case_store.secrecy.guard_round import GuardRound
from case_store.secrecy.page_scan import pages_holding
from case_store.tokens import UPSTREAM, read_tokens
from cases.casework import acts
from cases.matter.matter import PrivateMatter
from cases.matter.media.media_type import AttachmentKind
from cases.policy.guard import TwoPersonAct
from cases.queue.help_call import CallHelp
from cases.sealed import Sealed, WrappedKey
from cases.views import StaffView
from cases.views_lists import ListAsked, ListKind
from tests.case_store.casework_hall import NOISE, CaseworkHall, at_work, employ, open_hall
from tests.case_store.one_hall import granted
from tests.case_store.served import PIN, STREAM, Ground, Served, rows, until
from tests.media_samples import SAMPLES

CANARY = "金丝雀"
WORDS = PrivateMatter(
    other_side=f"{CANARY}对方",
    story=f"{CANARY}经过",
    contact_name="王某甲",
    contact_phone="13000000077",
    place_detail=f"{CANARY}地点",
    units=f"{CANARY}单位",
    summary=f"{CANARY}简述",
    demand=f"{CANARY}诉求",
    evidence=(f"{CANARY}证据",),
    referrer=f"{CANARY}网格员",
    sent_by=f"{CANARY}交办",
)
SAID = (CANARY.encode(), json.dumps(CANARY).strip('"').encode(), b"13000000077", "王某甲".encode())


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A hall and its centre."""
    opened = open_hall(tmp_path_factory.mktemp("hall"), centre=True)
    employ(opened.hall, StaffView(staff_id="boss", name="白某甲", role="hall_admin"))
    yield opened
    opened.stop()


def keys_of(served: Served) -> Keys:
    return read_keys(served.config.key_file)


def traces(served: Served, wanted: tuple[bytes, ...]) -> dict[str, int]:
    return pages_holding(served.config.database, keys_of(served).database_key, wanted)


def wrapped(ground: Ground, case_id: str, *, at_centre: bool = False) -> list[WrappedKey]:
    names = [one.name for one in fields(WrappedKey)]
    found = [row for row in rows(ground, case_key, at_centre=at_centre) if row.case_id == case_id]
    return [WrappedKey(**{name: getattr(row, name) for name in names}) for row in found]


def secrets_of(keys: list[WrappedKey]) -> tuple[bytes, ...]:
    return tuple(text.encode() for key in keys for text in (key.ephemeral, key.ciphertext))


async def a_case_full_of_words(hall: CaseworkHall) -> tuple[str, str]:
    """Every road on which words come to a case that ends: its id and code."""
    case_id = await hall.register(NOISE, WORDS)
    desk = hall.who["s1"]
    for media_type, (kind, content) in SAMPLES.items():
        if kind is AttachmentKind.PDF:
            name, remark = f"{CANARY}.pdf", f"{CANARY}备注"
            granted(
                await desk.attachments.add(
                    case_id, kind, content, name=name, remark=remark, declared=media_type.value
                )
            )
    page = await hall.do("s1", case_id, acts.Withdraw(because=f"{CANARY}撤回"))
    return case_id, page.case_code


async def listed_name(hall: CaseworkHall, case_id: str) -> str:
    """What the list shows of the person."""
    page = granted(await hall.who["s1"].lists.page(ListAsked(kind=ListKind.ALL)))
    return {row.row_id: row.masked_name for row in page.rows}[case_id]


async def test_after_forgetting_nobody_can_read_what_was_said_anywhere(ground: Ground) -> None:
    async with at_work(ground, "s1", "boss", "lead") as hall:
        case_id, code = await a_case_full_of_words(hall)
        page = granted(await hall.who["lead"].casework.open(case_id))
        assert (page.private.story, page.private_readable) == (WORDS.story, True)
        assert await listed_name(hall, case_id) == "王**"
        assert any(CANARY in line.text for line in page.timeline)
        await until(lambda: len(wrapped(ground, case_id, at_centre=True)) == 2)
        keys = wrapped(ground, case_id)
        secrets = secrets_of(keys)
        assert sum(traces(ground.hall, secrets).values())  # the look finds what is there
        assert sum(traces(ground.centre, secrets).values())

        boss = hall.who["boss"].two_person
        request_id = granted(await boss.ask(TwoPersonAct.FORGET, code, "person_asked"))
        done = granted(await boss.confirm(request_id, "lead", PIN))
        assert done.proof is not None
        assert (done.proof.keys_destroyed, done.proof.pages) == (2, 0)

        # Here.
        assert traces(ground.hall, secrets) == {"database": 0, "wal": 0}
        for table in (case_key, search_key, case_search):
            assert case_id not in {row.case_id for row in rows(ground, table)}
        page = granted(await hall.who["lead"].casework.open(case_id))
        assert (page.private, page.private_readable) == (PrivateMatter(), False)
        assert page.forgotten
        assert not any(CANARY in line.text for line in page.timeline)
        assert await hall.refused("lead", case_id, acts.Reopen(reason_code="new_facts")) == "case.forgotten"
        assert await listed_name(hall, case_id) == ""

        # At the centre, as soon as it hears of it.
        await until(lambda: not wrapped(ground, case_id, at_centre=True))
        centre = ground.centre.store
        assert centre is not None
        await GuardRound(centre).run()
        assert traces(ground.centre, secrets) == {"database": 0, "wal": 0}

        # With every key of the house, what stands in the log does not open; nor was it ever there in clear.
        sealed = [
            json.loads(row.body)["matter"]["sealed"]
            for row in rows(ground, event)
            if row.aggregate == f"case:{case_id}" and row.type == "case_registered"
        ]
        for served in (ground.hall, ground.centre):
            own = keys_of(served)
            with pytest.raises(SealError):
                unwrap(case_id, wrapped(ground, case_id), own.name, *own.openers)
            assert not sum(traces(served, SAID).values())
        opened = unwrap(case_id, keys, CENTRE, *keys_of(ground.centre).openers)  # had we kept one of them
        assert open_sealed(opened, Sealed(**sealed[0])).story == WORDS.story


async def test_files_of_a_forgotten_case_leave_the_vault(ground: Ground) -> None:
    async with at_work(ground, "s1", "boss") as hall:
        case_id, code = await a_case_full_of_words(hall)
        store = ground.hall.store
        assert store is not None
        before = await store.run(store.hall.attachments.named_files)
        boss = hall.who["boss"].two_person
        request_id = granted(await boss.ask(TwoPersonAct.FORGET, code, "person_asked"))
        granted(await boss.confirm(request_id, "lead", PIN))
        gone = before - await store.run(store.hall.attachments.named_files)
        assert len(gone) == 1
        kept = await hall.register(NOISE, WORDS)
        assert kept != case_id


async def test_the_event_says_nothing_but_who_and_why(ground: Ground) -> None:
    told = [json.loads(row.body) for row in rows(ground, event) if row.type == "case_forgotten"]
    assert told
    for body in told:
        assert body.keys() == {"request_id", "staff_id", "confirmed_by", "reason_code"}
        assert (body["staff_id"], body["confirmed_by"]) == ("boss", "lead")


async def test_the_centre_signs_the_halls_chain_and_the_hall_keeps_it(ground: Ground) -> None:
    hall, centre = ground.hall.store, ground.centre.store
    assert hall is not None
    assert centre is not None
    told = len(rows(ground, event))
    await until(
        lambda: len([r for r in rows(ground, event, at_centre=True) if r.stream == hall.config.name]) >= told
    )
    await GuardRound(centre).run()
    await GuardRound(hall, read_tokens(hall.config.tokens_file)[UPSTREAM]).run()
    kept = rows(ground, countersign)
    assert {row.signer for row in kept} == {CENTRE}
    assert max(row.seq for row in kept) >= told
    with_keys = keys_of(ground.hall).signers
    assert await hall.in_log(lambda connection: tampered(connection, with_keys)) == []


async def test_the_centre_signs_once_a_day(ground: Ground) -> None:
    hall, centre = ground.hall.store, ground.centre.store
    assert hall is not None
    assert centre is not None
    by_the_day = GuardRound(centre)

    def signed() -> int:
        kept = rows(ground, countersign, at_centre=True)
        return max(int(row.seq) for row in kept if row.stream == STREAM)

    async def called_for_help(name: str) -> int:
        now = ground.clock.now()
        await hall.run(hall.hall.call_help, CallHelp(help_id=name, kiosk_id="k1", page="home", called_at=now))
        (told,) = [row.seq for row in rows(ground, event) if row.aggregate == f"help:{name}"]
        await until(
            lambda: told in [r.seq for r in rows(ground, event, at_centre=True) if r.stream == STREAM]
        )
        return int(told)

    await by_the_day.run()
    later = await called_for_help("a")
    await by_the_day.run()
    assert signed() < later
    ground.clock.move_by(timedelta(days=1))
    await by_the_day.run()
    assert signed() >= later


async def test_a_disk_that_lets_no_traces_be_cut_off_keeps_no_chain_from_being_signed(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = ground.centre.store
    assert centre is not None

    def broken(_store: object) -> None:
        raise OSError("input/output error")

    monkeypatch.setattr("case_store.secrecy.guard_round.cut_off", broken)
    monkeypatch.setattr("case_store.secrecy.guard_round._FORGOTTEN", sa.select(sa.literal(1)))
    with pytest.raises(OSError, match="input/output"):
        await GuardRound(centre).run()
    told = {row.stream for row in rows(ground, event, at_centre=True)}
    assert {row.stream for row in rows(ground, countersign, at_centre=True)} == told
