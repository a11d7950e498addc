"""Acts on a case over real HTTP: the ordinary way from registration to the follow-up visit, and who may what."""

from datetime import timedelta
from pathlib import Path

from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from tests.case_store.casework_hall import casework_hall
from tests.case_store.one_hall import granted


async def test_a_matter_goes_all_the_way_and_each_step_says_what_is_next(tmp_path: Path) -> None:
    async with casework_hall(tmp_path) as hall:
        case_id = await hall.register()
        page = granted(await hall.who["s1"].casework.open(case_id))
        assert (page.state, page.primary) == ("registered", "accept")
        page = await hall.do("s1", case_id, acts.Accept())
        assert (page.state, page.primary) == ("accepted", "grade")
        assert page.grade_suggestion is not None
        page = await hall.do("s1", case_id, acts.Grade(grade=CaseGrade.ORDINARY, because="要现场看"))
        assert (page.state, page.primary) == ("graded", "send")
        assert page.routes
        page = await hall.do(
            "s1",
            case_id,
            acts.SendTo(
                kind=DispatchKind.SINGLE,
                level=Level.BANNER,
                channel=ResolutionMethod.PEOPLES_MEDIATION,
                units=("justice",),
            ),
        )
        assert page.state == "dispatched"
        (given,) = page.dispatches
        inbox = granted(await hall.who["c_justice"].casework.inbox())
        assert [row.case_id for row in inbox.rows] == [case_id]
        assert granted(await hall.who["c_labour"].casework.inbox("all")).rows == ()
        assert await hall.refused("c_labour", case_id, acts.Record(kind="talk", text="x")) == "case.unknown"
        page = await hall.do("c_justice", case_id, acts.Acknowledge(dispatch_id=given.dispatch_id))
        assert page.state == "handling"
        told = acts.Report(
            dispatch_id=given.dispatch_id,
            result=CloseResult.RESOLVED_ORAL,
            method=ResolutionMethod.PEOPLES_MEDIATION,
            text="双方和好",
        )
        assert await hall.refused("c_justice", case_id, told) == "report.no_record"
        await hall.do("c_justice", case_id, acts.Record(kind="talk", text="和两家都谈过了"))
        page = await hall.do("c_justice", case_id, told)
        assert (page.state, page.proposed) == ("result_submitted", "resolved_oral")
        hall.ground.clock.move_by(timedelta(minutes=1))
        page = await hall.do("s1", case_id, acts.Tell(channel="phone", text="已经谈好，晚上不再吵。"))
        assert page.state == "feedback_given"
        assert await hall.refused("c_justice", case_id, acts.SignOff()) == "auth.right"
        page = await hall.do("s2", case_id, acts.SignOff())
        assert (page.state, page.close_result) == ("closed", "resolved_oral")
        assert {clock.kind for clock in page.clocks} == {"follow_up"}
        page = await hall.do("s1", case_id, acts.FollowUp(channel="phone", text="安静了", satisfied=True))
        assert page.clocks == ()
        assert [line.type for line in page.timeline][-1] == "follow_up_made"
        assert "和两家都谈过了" in [line.text for line in page.timeline]


async def test_a_simple_matter_is_settled_on_one_page_and_signed_off_in_a_batch(tmp_path: Path) -> None:
    async with casework_hall(tmp_path) as hall:
        ids = [await hall.register() for _ in range(3)]
        settle = acts.SettleNow(
            done="当面调解",
            result=CloseResult.RESOLVED_ORAL,
            method=ResolutionMethod.RECONCILIATION,
            told="双方当场说好",
        )
        for case_id in ids:
            page = await hall.do("s1", case_id, settle)
            assert (page.state, page.grade) == ("feedback_given", "simple")
            assert {clock.kind for clock in page.clocks} == {"sign_off"}
        own = granted(await hall.who["s1"].casework.act_on_many(tuple(ids), acts.SignOff()))
        assert {line.code for line in own} == {"sign_off.own"}
        lines = granted(await hall.who["s2"].casework.act_on_many((*ids, "nobody"), acts.SignOff()))
        assert [line.code for line in lines] == ["", "", "", "case.unknown"]
