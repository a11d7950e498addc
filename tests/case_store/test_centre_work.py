"""The centre as a place to work: units, villages, grid workers without a hall, and a hall that dies, over real HTTP."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
import uuid_utils.compat as uuid_v7

from case_store.admin import quarantine as quarantine_verb
from case_store.client.hall import HallClient
from case_store.keys import CENTRE
from case_store.log.schema import case_, event, notice, outbox, quarantine
from case_store.sync.question import sign
from case_store.tokens import COUNTER, HALL
from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from cases.matter.matter import PrivateMatter
from cases.matter.source import Source
from cases.refusal import Refusal
from cases.views import StaffView
from cases.views_casework import CaseView
from tests.case_store.casework_hall import NOISE, NOISE_WORDS, CaseworkHall, at_work, employ, open_hall
from tests.case_store.one_hall import granted
from tests.case_store.served import ASSETS, PIN, STREAM, Ground, folded, rows, until

VILLAGE = StaffView(staff_id="v1", name="白某甲", role="unit_officer", unit="justice")
GRID = StaffView(staff_id="g1", name="乌某乙", role="grid_worker")
UPPER = StaffView(staff_id="u1", name="包某丁", role="reception")
HEAD = StaffView(staff_id="h1", name="敖某戊", role="leader")
DANGER = PrivateMatter(contact_name="王某甲", contact_phone="13000000021", story="他说要跳楼，不想活了。")


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("case_store.sync.push.BACKOFF_MAX_S", 0.1)
        made = open_hall(tmp_path_factory.mktemp("centre"), centre=True)
        employ(made.centre, VILLAGE, GRID, UPPER, HEAD)
        yield made
        made.stop()


@dataclass
class Above:
    """The hall, and people at the centre."""

    hall: CaseworkHall
    who: dict[str, HallClient]

    async def heard(self) -> None:
        """The centre has everything that the hall knows."""
        await until(lambda: not rows(self.hall.ground, outbox))
        await folded(self.hall.ground)

    async def do(self, by: str, case_id: str, act: acts.Act) -> CaseView:
        return granted(await self.who[by].casework.act(case_id, act, uuid_v7.uuid7()))

    async def refused(self, by: str, case_id: str, act: acts.Act) -> str:
        answer = await self.who[by].casework.act(case_id, act)
        assert isinstance(answer, Refusal), answer
        return answer.code

    def at_centre(self, table: sa.Table) -> list[Any]:
        return rows(self.hall.ground, table, at_centre=True)

    def types(self, case_id: str) -> list[str]:
        """What the centre has heard of a case."""
        return [row.type for row in self.at_centre(event) if row.aggregate == f"case:{case_id}"]

    def told(self) -> list[str]:
        """Codes of what staff at the centre are told."""
        return [row.code for row in self.at_centre(notice)]

    async def state(self, case_id: str, wanted: str) -> None:
        """The centre sees the case in this state."""
        await until(lambda: (case_id, wanted) in {(r.case_id, r.state) for r in self.at_centre(case_)})


@asynccontextmanager
async def above(ground: Ground, *staff_ids: str) -> AsyncIterator[Above]:
    """These people are signed in at the centre, and s1 at the hall."""
    who = {staff_id: ground.client(COUNTER, ground.centre.url) for staff_id in staff_ids}
    try:
        for staff_id, client in who.items():
            granted(await client.sign_in(staff_id, PIN, 1 if staff_id == UPPER.staff_id else None))
        async with at_work(ground, "s1") as hall:
            yield Above(hall, who)
    finally:
        for client in who.values():
            await client.aclose()


async def dispatched(above: Above) -> tuple[str, str]:
    """A matter of the hall, given to a unit that works at the centre; (case id, dispatch id)."""
    case_id = await above.hall.register()
    for act in (acts.Accept(), acts.Grade(grade=CaseGrade.ORDINARY, because="要现场看")):
        await above.hall.do("s1", case_id, act)
    page = await above.hall.do(
        "s1",
        case_id,
        acts.SendTo(
            kind=DispatchKind.SINGLE,
            level=Level.BANNER,
            channel=ResolutionMethod.PEOPLES_MEDIATION,
            units=("justice",),
        ),
    )
    await above.heard()
    return case_id, page.dispatches[0].dispatch_id


async def test_a_unit_without_a_hall_signs_for_and_reports_a_hall_s_case_at_the_centre(
    ground: Ground,
) -> None:
    async with above(ground, "v1", "u1") as centre:
        case_id, dispatch_id = await dispatched(centre)
        inbox = granted(await centre.who["v1"].casework.inbox())
        assert [(row.case_id, row.primary) for row in inbox.rows] == [(case_id, "acknowledge")]
        page = granted(await centre.who["v1"].casework.open(case_id))
        assert (page.private.story, page.held_here) == (NOISE_WORDS.story, False)
        ground.hall.stop()  # the line is dead: what is asked waits, in its order
        sign = uuid_v7.uuid7()
        act = acts.Acknowledge(dispatch_id=dispatch_id)
        for _ in range(2):  # sent twice
            page = granted(await centre.who["v1"].casework.act(case_id, act, sign))
        assert (page.state, page.primary) == ("dispatched", "")
        await centre.do("v1", case_id, acts.Record(kind="talk", text="和两家都谈过了"))
        report = acts.Report(
            dispatch_id=dispatch_id,
            result=CloseResult.RESOLVED_ORAL,
            method=ResolutionMethod.PEOPLES_MEDIATION,
            text="双方和好",
        )
        await centre.do("v1", case_id, report)
        assert await centre.refused("u1", case_id, acts.Recall(dispatch_id=dispatch_id)) == "case.not_holder"
        ground.hall.start()
        await centre.state(case_id, "result_submitted")
        page = granted(await centre.who["v1"].casework.open(case_id))
        said = [line.type for line in page.timeline]
        for once in ("dispatch_acknowledged", "handling_recorded", "dispatch_reported", "result_submitted"):
            assert said.count(once) == 1, said
        assert said.count("action_asked") == said.count("action_answered") == 2
        assert "和两家都谈过了" in [line.text for line in page.timeline]
        told = {"action_asked": 2, "handling_recorded": 1}
        at_hall = [row for row in rows(ground, event) if row.aggregate == f"case:{case_id}"]
        assert {kind: [row.type for row in at_hall].count(kind) for kind in told} == told
        assert {row.stream for row in at_hall if row.type in told} == {CENTRE}, (
            "the events themselves have come"
        )


async def test_what_the_hall_refuses_comes_back_with_its_reason(ground: Ground) -> None:
    async with above(ground, "v1") as centre:
        case_id, dispatch_id = await dispatched(centre)
        ground.hall.stop()
        await centre.do("v1", case_id, acts.Acknowledge(dispatch_id=dispatch_id))
        await centre.do(
            "v1", case_id, acts.Acknowledge(dispatch_id=dispatch_id)
        )  # another one, not the same again
        ground.hall.start()
        await centre.state(case_id, "handling")
        await until(lambda: centre.types(case_id).count("action_answered") == 2)
        page = granted(await centre.who["v1"].casework.open(case_id))
        answers = [dict(line.facts) for line in page.timeline if line.type == "action_answered"]
        assert sorted(answer["granted"] for answer in answers) == ["False", "True"]
        assert "acknowledge.not_assigned" in {answer["code"] for answer in answers}


async def test_a_grid_worker_brings_a_matter_in_at_the_centre_and_the_words_ring(ground: Ground) -> None:
    async with above(ground, "g1", "u1") as centre:
        command = uuid_v7.uuid7()
        for _ in range(2):  # sent twice
            brought = granted(
                await centre.who["g1"].casework.bring_in(Source.GRID_WORKER, NOISE, DANGER, command)
            )
        assert brought.case.held_here
        assert brought.case.case_code.startswith("ZZ150500000")
        assert brought.case.private.referrer == GRID.name
        assert "/r/" in brought.receipt_url
        assert centre.told() == ["notice.emergency_suicide"]
        (row,) = granted(await centre.who["g1"].casework.inbox("all")).rows
        assert row.case_id == brought.case.case_id
        assert [r.case_id for r in granted(await centre.who["u1"].casework.inbox()).rows] == [row.case_id]
        page = await centre.do("u1", row.case_id, acts.Accept())
        assert page.state == "accepted"
        for source in (Source.KIOSK, Source.HOUSEHOLD_LEADER):
            answer = await centre.who["u1"].casework.bring_in(source, NOISE, NOISE_WORDS)
            assert isinstance(answer, Refusal)
            assert answer.code in {"bring_in.source", "bring_in.referrer_missing"}


@pytest.mark.parametrize(
    ("path", "asked", "said", "purpose"),
    [
        ("/v1/sync/pull", {"position": "0", "mark": ""}, (0, ""), "pull"),
        ("/v1/sync/letters", {"after": "0"}, (0,), "letters"),  # of halls of the version before
    ],
)
async def test_only_a_hall_itself_is_told_what_was_said_of_its_cases(
    ground: Ground, path: str, asked: dict[str, str], said: tuple[int | str, ...], purpose: str
) -> None:
    store = ground.hall.store
    assert store is not None
    key = store.keys.signing
    good = sign(key, purpose, STREAM, *said)
    async with httpx2.AsyncClient(base_url=ground.centre.url) as line:
        for token, signer, signature, status in (
            (HALL, f"hall:{STREAM}", good, 200),
            (COUNTER, f"hall:{STREAM}", good, 403),
            (HALL, "hall:150521000", good, 403),
            (HALL, "centre", good, 403),
            (HALL, f"hall:{STREAM}", sign(key, purpose, STREAM, 5, *said[1:]), 403),
            (HALL, f"hall:{STREAM}", sign(key, "wishes", STREAM, *said), 403),
            (HALL, f"hall:{STREAM}", "no signature", 403),
        ):
            headers = {
                "Authorization": f"Bearer {ground.tokens[token]}",
                "X-Signer": signer,
                "X-Signature": signature,
            }
            answer = await line.get(path, params=asked, headers=headers)
            assert answer.status_code == status, (signer, answer.text)


async def test_a_dead_hall_s_case_is_taken_over_and_its_late_decision_is_shown(
    ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    async with above(ground, "h1") as centre:
        hall = centre.hall
        case_id = await hall.register()
        await centre.heard()
        ground.centre.stop()  # what the hall decides now, nobody hears
        await hall.do("s1", case_id, acts.Accept())
        ground.hall.stop()
        ground.centre.start()
        head = ground.client(COUNTER, ground.centre.url)
        granted(await head.sign_in(HEAD.staff_id, PIN, None))
        why = acts.TakeOver(forced=True, because="大厅停电，联系不上")
        page = granted(await head.casework.act(case_id, why, uuid_v7.uuid7()))
        assert (page.held_here, page.state, page.private.story) == (True, "registered", NOISE_WORDS.story)
        upper = ground.client(COUNTER, ground.centre.url)
        granted(await upper.sign_in(UPPER.staff_id, PIN, 1))
        page = granted(await upper.casework.act(case_id, acts.Accept(), uuid_v7.uuid7()))
        assert page.state == "accepted"
        ground.hall.start()
        await until(lambda: [r.reason for r in centre.at_centre(quarantine)] == ["old_tenure"])
        await until(lambda: "notice.decision_late" in centre.told())
        await until(lambda: "notice.decisions_not_taken" in [r.code for r in rows(ground, notice)])
        page = granted(await upper.casework.open(case_id))
        assert [line.type for line in page.timeline].count("case_accepted") == 1
        before = sorted(centre.at_centre(case_), key=repr)
        store = ground.centre.store
        assert store is not None
        await store.run(store.rebuild)
        assert sorted(centre.at_centre(case_), key=repr) == before
        for client in (head, upper):
            await client.aclose()
        ground.centre.stop()
        config = ground.folder / "centre.toml"
        url = ground.centre.config.database_url
        config.write_text(
            f'database_url = "{url}"\n' * bool(url)
            + f"""role = "centre"\nname = "centre"\ndatabase = "centre.db"\ntokens_file = "centre.tokens.json"
key_file = "{ground.keys["centre"]}"\nassets_dir = "{ASSETS}"\nclock_file = "clock"\n""",
            encoding="utf-8",
        )
        assert quarantine_verb.main(config) == 0
        ((_at, node, reason, kind, _place, code, _id),) = (
            line.split("\t") for line in capsys.readouterr().out.splitlines() if "\t" in line
        )
        assert (node, reason, kind, code) == (f"hall:{STREAM}", "old_tenure", "case_accepted", page.case_code)
