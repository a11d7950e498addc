"""Case A: 王女士, noise of neighbours, settled within two hours on a Sunday that is worked (domain.md §1.2 S7).

Dates by hand: 2026-01-04 is a make-up day; 简易 close is 1 W: 01-05. Closed on 01-04, the visit is owed within 3 W:
01-05, 01-06, 01-07.
"""

from datetime import date

from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult
from cases.hall_time import hall_date
from cases.matter.intake import Intake, Intent
from cases.matter.matter import OpenMatter, PrivateMatter
from tests.case_store.intakes import opened
from tests.case_store.one_hall import granted
from tests.rehearsal.stories.story_hall import Matter, StoryHall

TITLE = "案例A：王女士，楼上噪音，两小时说好"
FIRST_DAY = date(2026, 1, 4)
PEOPLE = ("s1", "s2", "sup")
TOLD = OpenMatter(category="neighbour", town="150502001", party_count=1)
WORDS = PrivateMatter(
    contact_name="王某甲",
    contact_phone="13000000021",
    other_side="楼上邻居",
    story="楼上天天夜里拖桌子，睡不着，不至于报警，想请人说说。",
)


async def play(hall: StoryHall) -> None:
    """From the kiosk to the visit two days later."""
    await hall.morning(FIRST_DAY, note="元旦调休，周日上班")
    hall.at(9, 10)
    matter = await _at_the_kiosk(hall)
    assert (await hall.progress(matter)).step == 1
    await _at_the_desk(hall, matter)
    await _signed_off_by_a_colleague(hall, matter)
    await _visited(hall, matter)


async def _at_the_kiosk(hall: StoryHall) -> Matter:
    async with opened(hall.ground.door()) as door:
        taken = await door.take(
            Intake(intent=Intent.DISPUTE, touched_at=hall.now, confirmed=True, open=TOLD, private=WORDS)
        )
    assert taken.case_code is not None
    assert taken.lookup_code is not None
    assert taken.answer_by == date(2026, 1, 7)  # 3 W from Sunday 01-04
    hall.step("citizen", f"在自助机登记，{taken.ticket_no}号，{taken.answer_by:%m-%d}前告知是否受理")
    (case_id,) = await hall.inbox("s1", "to_accept")
    return Matter(case_id, taken.case_code, taken.lookup_code)


async def _at_the_desk(hall: StoryHall, matter: Matter) -> None:
    """Called at 09:20; at 11:10, two hours after the kiosk, both have agreed: 一表办."""
    desk = hall.who["s1"]
    hall.at(9, 20)
    row = granted(await desk.call_next(1))
    granted(await desk.start(row.visit_id))
    told = granted(await desk.open_matter(row.visit_id))
    assert told.private is not None
    assert told.private.story == WORDS.story
    typed = OpenMatter(category="neighbour", town="150502001", party_count=1, dispute_type="0203")
    granted(await desk.correct(matter.case_id, typed, told.private))
    page = await hall.open("s1", matter)
    assert (page.state, page.primary, page.emergencies) == ("registered", "accept", ())
    hall.at(11, 10)
    page = await hall.do(
        "s1",
        matter,
        acts.SettleNow(
            done="请楼上邻居到调解室，说清各自作息，铺了地垫",
            result=CloseResult.RESOLVED_ORAL,
            method=ResolutionMethod.RECONCILIATION,
            told="夜里十点以后不再拖动家具，双方当场说好",
        ),
    )
    granted(await desk.end(row.visit_id))
    assert (page.state, page.grade, page.proposed) == ("feedback_given", "simple", "resolved_oral")
    assert {clock.kind for clock in page.clocks} == {"sign_off"}
    assert (await hall.progress(matter)).step == 4


async def _signed_off_by_a_colleague(hall: StoryHall, matter: Matter) -> None:
    """Not by who settled it; in a batch at the end of the day."""
    assert await hall.refused("s1", matter, acts.SignOff()) == "sign_off.own"
    assert await hall.refused("s1", matter, acts.Archive()) == "archive.not_now"
    assert (
        await hall.refused("s1", matter, acts.FollowUp(channel="phone", text="早了")) == "follow_up.not_now"
    )
    assert matter.case_id not in await hall.inbox("s1")
    hall.at(17, 0)
    waiting = await hall.inbox("s2", "to_sign_off")
    assert list(waiting) == [matter.case_id]
    lines = granted(await hall.who["s2"].casework.act_on_many(tuple(waiting), acts.SignOff()))
    assert [(line.case_code, line.code) for line in lines] == [(matter.case_code, "")]
    page = await hall.open("s2", matter)
    hall.step("s2", "批量销号：口头化解")
    assert (page.state, page.close_result) == ("closed", "resolved_oral")
    assert await hall.due(matter) == {"follow_up": "01-07"}
    await hall.evaluate(matter, 5)
    assert (await hall.progress(matter)).step == 5


async def _visited(hall: StoryHall, matter: Matter) -> None:
    await hall.morning(date(2026, 1, 5), matter)
    assert (await hall.clocks(matter))["follow_up"].light == "yellow"  # two working days are left
    await hall.morning(date(2026, 1, 6), matter)
    assert await hall.inbox("s1", "to_visit") == {matter.case_id: "yellow"}
    hall.at(10, 0)
    visit = acts.FollowUp(channel="phone", text="这两晚都安静，有事知道到哪里办，太方便了", satisfied=True)
    page = await hall.do("s1", matter, visit)
    assert page.clocks == ()
    page = await hall.do("s2", matter, acts.Archive())
    assert page.state == "archived"
    assert hall_date(page.timeline[0].at) == FIRST_DAY
    assert [line.type for line in page.timeline][:3] == [
        "case_registered",
        "matter_corrected",
        "case_accepted",
    ]
    assert [line.type for line in page.timeline][-3:] == ["case_closed", "follow_up_made", "case_archived"]
