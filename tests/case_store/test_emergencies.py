"""Emergency words: staff are rung for, the ticket goes before the line, and no word of it is anywhere in the open."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from case_store.client.hall import HallClient
from case_store.kiosk.door import KioskDoor
from case_store.log.schema import case_, event, help_call, notice, visit
from cases.matter.intake import Intake
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.notice import EMERGENCY
from cases.policy.emergency import EmergencyKind
from cases.refusal import Reader
from cases.views import MatterView
from tests.case_store.casework_hall import NOISE, NOISE_WORDS
from tests.case_store.intakes import dispute, opened
from tests.case_store.one_hall import granted
from tests.case_store.served import Ground, make_ground, rows, sit_down
from tests.case_store.test_citizen_pages import TEXTS

WORDS = "他拿着菜刀说要砍死我，我不想活了"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    made = make_ground(tmp_path_factory.mktemp("emergencies"))
    made.hall.start()
    yield made
    made.stop()


@pytest.fixture
async def door(ground: Ground) -> AsyncIterator[KioskDoor]:
    async with opened(ground.door()) as door:
        yield door


@pytest.fixture
async def desk(ground: Ground) -> AsyncIterator[HallClient]:
    client = await sit_down(ground, 1)
    yield client
    await client.aclose()


def alarms(ground: Ground, name: str | None) -> list[str]:
    """The kinds of the notices that ring about a ticket or a case."""
    found = [row for row in rows(ground, notice) if f'["name","{name}"]' in row.facts]
    return sorted(row.code.removeprefix(EMERGENCY) for row in found if row.code.startswith(EMERGENCY))


def told(ground: Ground, *, confirmed: bool) -> Intake:
    private = PrivateMatter(story=WORDS, contact_name="李某甲", contact_phone="13000000001")
    return replace(dispute(ground), private=private, confirmed=confirmed)


@pytest.mark.parametrize("confirmed", [True, False], ids=["a case", "a draft"])
async def test_what_was_told_at_the_kiosk_rings_and_is_called_before_the_line(
    ground: Ground, door: KioskDoor, confirmed: bool
) -> None:
    before = [await door.take(dispute(ground)) for _ in range(2)]
    ground.clock.move_by(timedelta(minutes=5))
    taken = await door.take(told(ground, confirmed=confirmed))
    assert alarms(ground, taken.ticket_no) == ["suicide", "violence"]
    advice = await sit_down(ground, 4)  # 咨询: it serves B alone
    called = granted(await advice.call_next(4))
    assert called.ticket_no == taken.ticket_no
    assert called.emergency
    granted(await advice.start(called.visit_id))
    granted(await advice.end(called.visit_id))
    await advice.aclose()
    overtaken = {row.visit_id: row.overtaken for row in rows(ground, visit)}
    assert [overtaken[one.visit_id] for one in before] == [0, 0]


async def test_no_word_of_it_is_in_the_open(
    ground: Ground, door: KioskDoor, capsys: pytest.CaptureFixture[str]
) -> None:
    await door.take(told(ground, confirmed=True))
    out, err = capsys.readouterr()
    in_the_open = f"{rows(ground, event)} {rows(ground, notice)} {rows(ground, case_)} {out} {err}"
    for word in (WORDS, "菜刀", "不想活"):
        assert word not in in_the_open
    assert "violence" in in_the_open


async def test_a_call_for_help_says_why_it_was_not_the_button(ground: Ground, door: KioskDoor) -> None:
    await door.call_help("story", "suicide")
    await door.call_help("intent")
    assert sorted(row.reason for row in rows(ground, help_call)) == ["", "suicide"]


async def at_the_desk(desk: HallClient) -> str:
    """Somebody sits down at counter 1; whoever waited before him has left."""
    while True:
        granted(await desk.queue.issue_ticket("A"))
        row = granted(await desk.call_next(1))
        granted(await desk.start(row.visit_id))
        if not row.has_matter:
            return row.visit_id
        granted(await desk.end(row.visit_id))


async def test_the_counter_hears_of_it_when_it_registers_and_again_only_of_what_is_new(
    ground: Ground, desk: HallClient
) -> None:
    words = replace(NOISE_WORDS, summary="说要自杀")
    visit_id = await at_the_desk(desk)
    case = granted(await desk.register(visit_id, NOISE, words))
    assert case.open.emergencies == ("suicide",)
    assert alarms(ground, case.case_code) == ["suicide"]
    case = granted(await desk.correct(str(case.case_id), NOISE, replace(words, demand="他打我")))
    assert case.open.emergencies == ("suicide", "violence")
    assert alarms(ground, case.case_code) == ["suicide", "violence"]
    granted(await desk.end(visit_id))


async def test_who_gives_neither_name_nor_phone_is_information_until_he_does(desk: HallClient) -> None:
    visit_id = await at_the_desk(desk)
    anonymous = OpenMatter(category="neighbour", dispute_type="0203", contact_withheld=True)
    case = granted(await desk.register(visit_id, anonymous, PrivateMatter(story="夜里吵")))
    case_id = str(case.case_id)
    assert granted(await desk.casework.open(case_id)).info_only
    assert await _accepted(desk, case_id) == "case.info_only"
    named = PrivateMatter(story="夜里吵", contact_name="李某甲", contact_phone="13000000001")
    granted(await desk.correct(case_id, replace(anonymous, contact_withheld=False), named))
    assert not granted(await desk.casework.open(case_id)).info_only
    assert await _accepted(desk, case_id) == ""
    granted(await desk.end(visit_id))


async def _accepted(desk: HallClient, case_id: str) -> str:
    answer = await desk.accept(case_id)
    return "" if isinstance(answer, MatterView) else answer.code


async def test_an_anonymous_matter_of_the_kiosk_promises_nothing(ground: Ground, door: KioskDoor) -> None:
    withheld = replace(
        dispute(ground),
        open=OpenMatter(category="neighbour", contact_withheld=True),
        private=PrivateMatter(story="夜里吵"),
    )
    taken = await door.take(withheld)
    assert taken.info_only
    (case,) = [row for row in rows(ground, case_) if row.visit_id == taken.visit_id]
    assert case.info_only == 1
    progress = granted(await door.progress(str(taken.case_code), str(taken.lookup_code), "s"))
    assert progress.outcome == "progress.info_only"
    assert progress.answer_by is None
    assert progress.standing is not None
    assert progress.standing.promises == ()


@pytest.mark.parametrize("kind", list(EmergencyKind))
def test_every_kind_has_its_sentences_and_none_says_what_was_said(kind: EmergencyKind) -> None:
    code = f"notice.emergency_{kind.value}"
    for reader in Reader:
        assert "A017" in TEXTS.refusal(code, reader, name="A017", phone="110") or reader is Reader.CITIZEN
    assert TEXTS.get(f"counter.help.{kind.value}", kiosk_name="1号自助机").startswith("1号自助机")
