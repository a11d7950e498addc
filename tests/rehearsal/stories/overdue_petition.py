"""Case D: an old petition about land in 科左后旗, given to two, overdue, supervised, done within ten days (U4, U7).

Dates by hand: accepted on Monday 2026-08-10, 疑难 close is 20 W: 08-11 to 14 (4), 17 to 21 (9), 24 to 28 (14), 08-31 to
09-04 (19), 09-07. The statutory 60 C: 10-09, the second day after the holiday. Overdue on 09-08: the item has 10 C:
09-18; 工作提示 +3 W of 09-07: 09-10; 约谈 +5 W: 09-14. Its new limit, 10 C from 09-15, is 09-25, a holiday until 09-27:
09-28. Closed on 09-17, visit 3 W: 09-18, Sunday 09-20 that is worked, 09-21.
"""

from datetime import date

from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from cases.supervision import supervision_acts as supervise
from cases.views_supervision import ItemPage, SupervisionBoard
from tests.case_store.one_hall import granted, refused
from tests.rehearsal.stories.story_hall import BANNER_COURT, BANNER_TOWN, Matter, StoryHall

TITLE = "案例D：科左后旗土地信访积案，超期督办，十日内办结"
FIRST_DAY = date(2026, 8, 10)
PEOPLE = ("s1", "disp", "gate", "court", "sup", "lead")
HEADINGS = "信访件编号,登记时间,信访人,联系电话,涉法涉诉类别,问题属地,是否终结,信访事项"
ROW = "XF20260088,2026-08-07,李某甲,13000000051,涉法院,科尔沁左翼后旗甘旗卡镇,已终结,土地判决多年没有执行"
BAD_ROW = "XF20260089,2026-08-07,张某乙,13000000052,涉什么,科尔沁左翼后旗甘旗卡镇,未终结,写错了类别"
LIST = f"{HEADINGS}\n{ROW}\n{BAD_ROW}".encode()


async def play(hall: StoryHall) -> None:
    """From the superior's list to the visit after it."""
    await hall.morning(FIRST_DAY)
    matter = await _imported(hall)
    await _given_to_two(hall, matter)
    await _nothing_happens(hall, matter)
    item = await _overdue(hall, matter)
    await _up_the_ladder(hall, matter, item)
    await _done(hall, matter, item)
    await _visited(hall, matter)


async def _imported(hall: StoryHall) -> Matter:
    """A bad row comes back with its line; the list sent twice makes the matter once."""
    hall.at(9)
    answer = granted(await hall.who["disp"].imports.send(LIST, "petitions"))
    _head, bad = answer.bad
    assert [row[0] for row in bad] == [3], answer
    for line in answer.lines:
        hall.step("disp", line)
    granted(await hall.who["disp"].imports.send(LIST, "petitions"))
    (case_id,) = await hall.inbox("s1", "to_accept")
    matter = await hall.found("s1", case_id)
    page = await hall.open("s1", matter)
    assert (page.source, page.open.dispute_type) == ("petition_import", "1403")
    # received on Friday 08-07: 3 W; the outer bound of 15 C is Saturday 08-22, so Monday
    assert await hall.due(matter) == {"accept": "08-12", "accept_petition_outer": "08-24"}
    return matter


async def _given_to_two(hall: StoryHall, matter: Matter) -> None:
    page = await hall.do("s1", matter, acts.Accept())
    assert page.grade_suggestion is not None
    assert [reason.code for reason in page.grade_suggestion.reasons] == ["grade.prior_final_ruling"]
    page = await hall.do("s1", matter, acts.Grade(grade=CaseGrade.DIFFICULT))
    assert await hall.due(matter) == {"dispatch": "08-12", "close": "09-07", "petition_close": "10-09"}
    first = page.routes[0]
    assert (first.unit_id, first.dual_with) == (BANNER_TOWN, BANNER_COURT)
    assert await hall.refused("disp", matter, _to(BANNER_TOWN)) == "dispatch.dual_has_two"
    await hall.do("disp", matter, _to(BANNER_TOWN, BANNER_COURT))
    await hall.morning(date(2026, 8, 11), matter)
    for who in ("gate", "court"):
        assert list(await hall.inbox(who)) == [matter.case_id]
        page = await hall.open(who, matter)
        (own,) = [one for one in page.dispatches if one.own]
        await hall.do(who, matter, acts.Acknowledge(dispatch_id=own.dispatch_id))
    hall.at(15)
    await hall.do("gate", matter, acts.Record(kind="talk", text="见了信访人，要等法院的案卷"))


def _to(*units: str) -> acts.SendTo:
    return acts.SendTo(
        kind=DispatchKind.DUAL, level=Level.BANNER, channel=ResolutionMethod.PETITION, units=units
    )


async def _nothing_happens(hall: StoryHall, matter: Matter) -> None:
    """Weeks go by; the light says so before it is too late."""
    for day, light in ((28, "green"), (31, "yellow")):
        await hall.morning(date(2026, 8, day), matter)
        assert (await hall.clocks(matter))["close"].light == light
    await hall.morning(date(2026, 9, 7), matter)
    close = (await hall.clocks(matter))["close"]
    assert (close.light, close.left, close.past) == ("yellow", 0, False)
    assert (await _board(hall)).total == 0


async def _overdue(hall: StoryHall, matter: Matter) -> str:
    """Red, and on the list the same moment, with unit, post and limit."""
    await hall.morning(date(2026, 9, 8), matter)
    clocks = await hall.clocks(matter)
    assert (clocks["close"].light, clocks["petition_close"].light) == ("red", "green")
    assert await hall.inbox("gate") == {matter.case_id: "red"}
    (row,) = (await _board(hall)).rows
    assert (row.trigger, row.case_id, row.unit) == ("deadline_passed", matter.case_id, BANNER_TOWN)
    assert (row.limit_date, row.light, row.last_rung) == (date(2026, 9, 18), "green", "")
    assert row.responsible
    hall.step("program", f"列入督办：{row.unit_name}，{row.responsible}，限{row.limit_date:%m-%d}")
    return row.item_id


async def _up_the_ladder(hall: StoryHall, matter: Matter, item: str) -> None:
    """The reminder is automatic; from 约谈 up the program only drafts, and a leader decides."""
    await hall.morning(date(2026, 9, 9), matter)
    assert (await _item(hall, item)).row.last_rung == ""
    await hall.morning(date(2026, 9, 10), matter)
    page = await _item(hall, item)
    (sent,) = [rung for rung in page.ladder if rung.state == "sent"]
    assert (sent.rung, sent.due_on) == ("work_reminder", date(2026, 9, 10))
    hall.step("program", f"工作提示 {sent.number}")
    await hall.morning(date(2026, 9, 14), matter)
    assert (await _board(hall)).awaiting == 1
    early = supervise.Interview(held_at=hall.now, text="先谈")
    assert refused(await hall.who["sup"].supervision.act(item, early)) == "supervision.interview_not_approved"
    approve = supervise.Approve(rung="interview")
    assert refused(await hall.who["sup"].supervision.act(item, approve)) == "supervision.approver_role"
    page = granted(await hall.who["lead"].supervision.act(item, approve))
    (approved,) = [rung for rung in page.ladder if rung.state == "approved"]
    hall.step("lead", f"批准约谈 {approved.number}")
    assert (approved.rung, approved.due_on) == ("interview", date(2026, 9, 14))
    await hall.morning(date(2026, 9, 15), matter)
    hall.at(10)
    talk = supervise.Interview(held_at=hall.now, text="问清卡在案卷，当场请法院调卷")
    page = granted(await hall.who["sup"].supervision.act(item, talk))
    assert page.limit is not None
    assert page.limit.due_date == date(2026, 9, 28)
    hall.step("sup", f"约谈责任单位，新的期限{page.limit.due_date:%m-%d}")
    close = supervise.Close(evidence="已约谈")
    assert refused(await hall.who["sup"].supervision.act(item, close)) == "supervision.not_settled"


async def _done(hall: StoryHall, matter: Matter, item: str) -> None:
    """One branch is not enough; both, then the party is told, then somebody else signs off, then the item is closed."""
    await hall.morning(date(2026, 9, 16), matter)
    hall.at(11)
    for who, state in (("gate", "handling"), ("court", "result_submitted")):
        page = await hall.open(who, matter)
        (own,) = [one for one in page.dispatches if one.own]
        await hall.do(who, matter, acts.Record(kind="other", text="核查完毕"))
        done = acts.Report(
            dispatch_id=own.dispatch_id,
            result=CloseResult.RESOLVED_ORAL,
            method=ResolutionMethod.PETITION,
            text="判决已执行到位，信访人认可",
        )
        page = await hall.do(who, matter, done)
        assert page.state == state
        assert await hall.refused("sup", matter, acts.SignOff()) == "sign_off.not_now"
    await hall.morning(date(2026, 9, 17), matter)
    hall.at(9)
    await hall.do("s1", matter, acts.Tell(channel="letter", text="核查结果已书面送达信访人"))
    page = await hall.do("sup", matter, acts.SignOff())
    assert (page.state, page.close_result) == ("closed", "resolved_oral")
    assert await hall.due(matter) == {"follow_up": "09-21"}
    own_close = supervise.Close(evidence="已办结")
    assert refused(await hall.who["gate"].supervision.act(item, own_close)) == "auth.right"
    rectified = supervise.Rectified(text="案卷已调齐，今后专人盯办")
    granted(await hall.who["gate"].supervision.act(item, rectified))
    page_ = granted(await hall.who["sup"].supervision.act(item, supervise.Close(evidence="反馈单、送达回证")))
    hall.step("sup", "督办办结：反馈单、送达回证")
    assert not page_.row.open
    assert (date(2026, 9, 17) - date(2026, 9, 8)).days <= 10
    assert (await _board(hall)).total == 0
    assert [row.item_id for row in (await _board(hall, done=True)).rows] == [item]
    told = granted(await hall.who["sup"].reports.casework(FIRST_DAY, FIRST_DAY)).total
    assert (told.resolved, told.closed_in_time) == (1, 0)  # 化解 yes, in time no: nothing heals that


async def _visited(hall: StoryHall, matter: Matter) -> None:
    await hall.morning(date(2026, 9, 20), matter, note="中秋调休，周日上班")
    assert (await hall.clocks(matter))["follow_up"].light == "yellow"
    await hall.morning(date(2026, 9, 21), matter)
    hall.at(10)
    page = await hall.do("s1", matter, acts.FollowUp(channel="phone", text="没有别的要求了", satisfied=True))
    assert page.clocks == ()
    told = [line.type for line in page.timeline]
    assert told.count("deadline_passed") == 1
    assert told.index("deadline_passed") < told.index("result_submitted")


async def _board(hall: StoryHall, *, done: bool = False) -> SupervisionBoard:
    return granted(await hall.who["sup"].supervision.board(done=done))


async def _item(hall: StoryHall, item_id: str) -> ItemPage:
    return granted(await hall.who["sup"].supervision.item(item_id))
