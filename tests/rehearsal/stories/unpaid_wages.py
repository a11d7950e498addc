"""Case B: 李师傅 and 36 from his village, wages of 80余万元, three units together, three days (domain.md §1.3 P6).

Dates by hand: accepted on 2026-04-28, 疑难 close is 20 W: 04-29, 04-30, 05-06 to 05-09 (05-01 to 05-05 are off, the
Saturday 05-09 is worked), 05-11 to 15, 18 to 22, 25 to 28: 05-28. Closed on 04-30: visit 3 W: 05-06, 07, 08;
performance 30 C: 05-30 is a Saturday, so Monday 06-01.
"""

from dataclasses import replace
from datetime import date

from cases.advice.grade import CaseGrade, Level
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult, DispatchKind
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.people.party import PartyRole
from cases.refusal import Reader
from counter.registration.form_text import FormText, PartyText
from counter.registration.reading import read_form
from tests.case_store.served import POLICY
from tests.rehearsal.stories.story_hall import Matter, StoryHall

TITLE = "案例B：李师傅等37人讨薪，三家单位，三天"
FIRST_DAY = date(2026, 4, 28)
PEOPLE = ("s1", "disp", "wages", "justice", "housing", "court", "sup")
UNITS = ("human_resources", "justice", "housing")  # the first leads
SAME_VILLAGE = "\n".join(f"李某{letter} 1300000003{number}" for number, letter in enumerate("甲乙丙丁戊己"))
GROUP = PartyText(
    role=PartyRole.APPLICANT.value,
    is_group=True,
    name="某村民工",
    person_count="37",
    representatives=SAME_VILLAGE,
)
TYPED = FormText(
    parties=(GROUP,),
    category="labour_wages",
    dispute_type="0701",
    town="150502001",
    people="37",
    amount="80余万元",
    other_side="某建筑公司项目部",
    summary="工地干了五个月，工钱一直没发，想年前拿到。",
)


async def play(hall: StoryHall) -> None:
    """From the counter to the visit that asks whether the money was paid."""
    await hall.morning(FIRST_DAY)
    hall.at(9)
    matter = await hall.register("s1", *_written_down(hall))
    await _given_to_three(hall, matter)
    await _together(hall, matter)
    await _agreed(hall, matter)
    await _visited(hall, matter)


def _written_down(hall: StoryHall) -> tuple[OpenMatter, PrivateMatter]:
    """「80余万元」 is asked back, and so is a sixth representative; the form is read again when it says so."""
    nothing = (OpenMatter(), PrivateMatter())
    read = read_form(TYPED, nothing, POLICY, FIRST_DAY)
    assert {key: why.code for key, why in read.problems.items()} == {
        "0.representatives": "representatives.too_many",
        "amount": "amount.unreadable",
    }
    assert read.open.amount_fen is None
    for why in read.problems.values():
        hall.step("s1", f"登记表 ✗ {hall.texts.tell(why, Reader.STAFF)}")
    five = replace(GROUP, representatives="\n".join(SAME_VILLAGE.splitlines()[:5]))
    read = read_form(replace(TYPED, amount="836500", parties=(five,)), nothing, POLICY, FIRST_DAY)
    assert read.problems == {}
    assert read.open.amount_fen == 83_650_000
    assert (read.open.party_count, read.open.event_scale) == (37, "03")
    assert [len(party.representatives) for party in read.private.parties] == [5]
    return read.open, read.private


async def _given_to_three(hall: StoryHall, matter: Matter) -> None:
    page = await hall.do("s1", matter, acts.Accept())
    assert page.grade_suggestion is not None
    assert page.grade_suggestion.grade is CaseGrade.DIFFICULT
    assert [reason.code for reason in page.grade_suggestion.reasons] == ["grade.party_count"]
    assert not page.grade_suggestion.major_amount  # not a million
    lower = acts.Grade(grade=CaseGrade.ORDINARY, because="看着不难")
    assert await hall.refused("s1", matter, lower) == "grade.lower_needs_supervisor"
    page = await hall.do("s1", matter, acts.Grade(grade=CaseGrade.DIFFICULT))
    assert await hall.due(matter) == {"dispatch": "04-30", "close": "05-28"}
    assert page.routes[0].unit_id == UNITS[0]
    assert not page.routes[0].litigation
    to_three = acts.SendTo(
        kind=DispatchKind.JOINT,
        level=Level.BANNER,
        channel=ResolutionMethod.ADMINISTRATIVE_MEDIATION,
        units=UNITS,
    )
    page = await hall.do("disp", matter, to_three)
    assert (await hall.progress(matter)).step == 2
    assert {clock.due_date for clock in page.clocks if clock.kind == "acknowledge"} == {date(2026, 4, 29)}
    hall.at(10)
    for who in ("wages", "justice", "housing"):
        assert await hall.inbox(who) == {matter.case_id: "green"}
        page = await hall.open(who, matter)
        (own,) = [one for one in page.dispatches if one.own]
        page = await hall.do(who, matter, acts.Acknowledge(dispatch_id=own.dispatch_id))
    assert page.state == "handling"
    early = acts.Report(
        dispatch_id=own.dispatch_id,
        result=CloseResult.RESOLVED_ORAL,
        method=ResolutionMethod.ADMINISTRATIVE_MEDIATION,
        text="已办",
    )
    assert await hall.refused("housing", matter, early) == "report.no_record"
    assert await hall.inbox("court", "all") == {}


async def _together(hall: StoryHall, matter: Matter) -> None:
    """The second day: 会商, then 联合调处 in a room of the centre."""
    await hall.morning(date(2026, 4, 29), matter)
    hall.at(9, 30)
    consulted = acts.Record(kind="consultation", text="查实欠薪37人，款项卡在总包", zone="mediation_zone")
    await hall.do("wages", matter, consulted)
    hall.at(15)
    page = await hall.do(
        "justice",
        matter,
        acts.Record(kind="joint_mediation", text="三方到场，公司认账", zone="mediation_zone", room="room_1"),
    )
    assert (await hall.progress(matter)).step == 3
    (own,) = [one for one in page.dispatches if one.own]
    paper_only = acts.Report(
        dispatch_id=own.dispatch_id,
        result=CloseResult.RESOLVED_AGREEMENT,
        method=ResolutionMethod.PEOPLES_MEDIATION,
        text="达成一致",
    )
    assert await hall.refused("justice", matter, paper_only) == "report.no_agreement"


async def _agreed(hall: StoryHall, matter: Matter) -> None:
    """The third day: agreement, three reports, told, signed off by somebody who did not handle it."""
    await hall.morning(date(2026, 4, 30), matter)
    hall.at(10)
    terms = acts.Agree(terms="公司分两次付清836500元", perform_by=date(2026, 5, 29))
    page = await hall.do("justice", matter, terms)
    assert page.agreement_number
    for number, who in enumerate(("wages", "justice", "housing"), start=1):
        page = await hall.open(who, matter)
        (own,) = [one for one in page.dispatches if one.own]
        done = acts.Report(
            dispatch_id=own.dispatch_id,
            result=CloseResult.RESOLVED_AGREEMENT,
            method=ResolutionMethod.ADMINISTRATIVE_MEDIATION,
            text="协议已签",
        )
        page = await hall.do(who, matter, done)
        assert page.state == ("result_submitted" if number == len(UNITS) else "handling")
    assert await hall.due(matter) == {"feedback": "05-06"}  # one working day, the holiday between
    assert await hall.refused("sup", matter, acts.SignOff()) == "sign_off.not_now"
    hall.at(15)
    assert await hall.inbox("s1", "to_tell") == {matter.case_id: "green"}
    await hall.do("s1", matter, acts.Tell(channel="in_person", text="五名代表已知晓：5月29日前分两次付清"))
    page = await hall.do("sup", matter, acts.SignOff())
    assert (page.state, page.close_result) == ("closed", "resolved_agreement")
    assert await hall.due(matter) == {"follow_up": "05-08", "performance": "06-01"}
    assert (await hall.progress(matter)).step == 4


async def _visited(hall: StoryHall, matter: Matter) -> None:
    await hall.morning(date(2026, 5, 8), matter)
    lights = {kind: clock.light for kind, clock in (await hall.clocks(matter)).items()}
    assert lights == {"follow_up": "yellow", "performance": "green"}
    hall.at(9)
    page = await hall.do("s1", matter, acts.FollowUp(channel="phone", text="第一笔已到", satisfied=True))
    assert [clock.kind for clock in page.clocks] == ["performance"]
    await hall.morning(date(2026, 6, 1), matter)
    hall.at(9)
    paid = acts.FollowUp(channel="phone", text="钱都拿到了", satisfied=True, performed=True)
    page = await hall.do("s1", matter, paid)
    assert page.clocks == ()
    told = [line.type for line in page.timeline]
    assert told.count("dispatch_reported") == len(UNITS)
    assert "deadline_passed" not in told
