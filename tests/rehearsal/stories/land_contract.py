"""Case C: 赵某 of 科左中旗, a land contract, pointed here by the grid worker; measured with notice the day before (O5).

Dates by hand: accepted on 2026-10-08, the first day after the holiday; 一般 close is 7 W: 10-09, 10 (a Saturday that is
worked), 12, 13, 14, 15, 16: 10-16. Closed on 10-12, the fifth day: visit 3 W 10-15; performance 30 C: 11-11.
"""

from datetime import date, datetime

from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from cases.hall_time import HALL_ZONE, hall_date
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.matter.source import Source
from tests.case_store.one_hall import granted
from tests.rehearsal.stories.story_hall import TOWN, Matter, StoryHall

TITLE = "案例C：赵某，土地承包，提前一天告知，五天"
FIRST_DAY = date(2026, 10, 8)
PEOPLE = ("grid", "s1", "s2", "town", "gate", "sup")
OPEN = OpenMatter(category="land_pasture", dispute_type="0901", town="150521100", party_count=1)
WORDS = PrivateMatter(
    contact_name="赵某甲",
    contact_phone="13000000041",
    other_side="同村邻居",
    summary="承包地的边界说不清，两家都说是自己的",
)


async def play(hall: StoryHall) -> None:
    """Register, hear, measure, confirm."""
    await hall.morning(FIRST_DAY, note="国庆后第一天")
    hall.at(9)
    matter = await _registered(hall)
    await _heard_and_noticed(hall, matter)
    await _measured(hall, matter)
    await _confirmed(hall, matter)
    await _visited(hall, matter)


async def _registered(hall: StoryHall) -> Matter:
    brought = granted(await hall.who["grid"].casework.bring_in(Source.GRID_WORKER, OPEN, WORDS))
    matter = await hall.found("grid", brought.case.case_id)
    assert brought.case.private.referrer == "高某丁"  # the grid worker, without being asked
    assert await hall.refused("grid", matter, acts.Accept()) == "auth.right"
    assert await hall.inbox("s1", "to_accept") == {matter.case_id: "green"}
    await hall.do("s1", matter, acts.Accept())
    page = await hall.do("s1", matter, acts.Grade(grade=CaseGrade.ORDINARY, because="要实地丈量"))
    assert await hall.due(matter) == {"dispatch": "10-09", "close": "10-16"}
    to_town = acts.SendTo(
        kind=DispatchKind.SINGLE,
        level=Level.TOWN,
        channel=ResolutionMethod.PEOPLES_MEDIATION,
        units=(TOWN,),
    )
    await hall.do("s1", matter, to_town)
    assert await hall.inbox("town") == {matter.case_id: "green"}
    assert matter.case_id not in await hall.inbox("gate", "all")  # another town sees nothing of it
    hall.at(16)
    page = await hall.open("town", matter)
    page = await hall.do("town", matter, acts.Acknowledge(dispatch_id=page.dispatches[0].dispatch_id))
    assert (page.state, page.primary) == ("handling", "record")
    return matter


async def _heard_and_noticed(hall: StoryHall, matter: Matter) -> None:
    """A survey on the same day is refused; the day before is told."""
    await hall.morning(date(2026, 10, 9), matter)
    hall.at(9)
    await hall.do("town", matter, acts.Record(kind="talk", text="两家都听了，都同意丈量"))
    same_day = acts.Appoint(kind="survey", meet_at=_at(9, 15), text="到地里丈量")
    assert await hall.refused("town", matter, same_day) == "appointment.notice_short"
    yesterday = acts.Appoint(kind="survey", meet_at=_at(8, 15), text="到地里丈量")
    assert await hall.refused("town", matter, yesterday) == "appointment.before_notice"
    page = await hall.do("town", matter, acts.Appoint(kind="survey", meet_at=_at(10, 9), text="到地里丈量"))
    assert page.timeline[-1].type == "appointment_set"


async def _measured(hall: StoryHall, matter: Matter) -> None:
    """On the Saturday that is worked; a second look the same afternoon needs a reason, which is kept."""
    await hall.morning(date(2026, 10, 10), matter, note="国庆调休，周六上班")
    hall.at(11)
    await hall.do("town", matter, acts.Record(kind="survey", text="丈量两次，差四十厘米", done_at=_at(10, 9)))
    again = acts.Appoint(
        kind="survey", meet_at=_at(10, 15), text="补量地头", override="双方都在地里，要求当天量完"
    )
    page = await hall.do("town", matter, again)
    assert page.timeline[-1].type == "appointment_set"
    hall.at(16)
    page = await hall.do("town", matter, acts.Record(kind="survey", text="地头也量了，双方签字"))
    assert [clock.light for clock in page.clocks] == ["green"]
    assert (await hall.progress(matter)).step == 3


async def _confirmed(hall: StoryHall, matter: Matter) -> None:
    await hall.morning(date(2026, 10, 12), matter)
    hall.at(10)
    page = await hall.do("town", matter, acts.Agree(terms="按丈量结果立界石", perform_by=date(2026, 10, 31)))
    done = acts.Report(
        dispatch_id=page.dispatches[0].dispatch_id,
        result=CloseResult.RESOLVED_AGREEMENT,
        method=ResolutionMethod.PEOPLES_MEDIATION,
        text="签了协议",
    )
    await hall.do("town", matter, done)
    assert (await hall.progress(matter)).step == 3
    assert await hall.refused("s2", matter, acts.SignOff()) == "sign_off.not_now"
    hall.at(14, 30)
    silent = acts.Tell(channel="home_visit", text="")
    assert await hall.refused("town", matter, silent) == "feedback.no_content"
    await hall.do("town", matter, acts.Tell(channel="home_visit", text="界石月底前立好，双方各留一份协议"))
    page = await hall.do("s2", matter, acts.SignOff())
    assert (page.state, page.close_result) == ("closed", "resolved_agreement")
    assert page.accepted_at is not None
    days = hall_date(hall.now).toordinal() - hall_date(page.accepted_at).toordinal() + 1
    assert days == 5
    assert await hall.due(matter) == {"follow_up": "10-15", "performance": "11-11"}


async def _visited(hall: StoryHall, matter: Matter) -> None:
    await hall.morning(date(2026, 10, 14), matter)
    hall.at(10)
    visit = acts.FollowUp(channel="home_visit", text="十分满意", satisfied=True)
    page = await hall.do("town", matter, visit)
    assert [clock.kind for clock in page.clocks] == ["performance"]
    await hall.morning(date(2026, 11, 11), matter)
    hall.at(10)
    stands = acts.FollowUp(channel="home_visit", text="界石立好了", satisfied=True, performed=True)
    page = await hall.do("town", matter, stands)
    assert page.clocks == ()
    assert "deadline_passed" not in [line.type for line in page.timeline]


def _at(day: int, hour: int) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=HALL_ZONE)
