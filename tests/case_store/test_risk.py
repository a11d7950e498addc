"""The risk index at a served hall: made anew each day, assessed once, and each of its counts is that of a list."""

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from case_store.client.hall import HallClient
from case_store.hall.house import OnDuty
from case_store.log.figure_tables import NEVER
from case_store.log.micros import to_us
from case_store.log.schema import event
from case_store.risk import risk_rows
from case_store.risk.risk_door import RISK
from cases.figures.figure import FigureAsked, FigureName
from cases.hall_time import HALL_ZONE
from cases.matter.matter import OpenMatter
from cases.refusal import Refusal
from cases.views_risk import RiskBoard, RiskPage
from tests.case_store.casework_hall import CaseworkHall, at_work, open_hall
from tests.case_store.command_zone import dispatch_screen, store_of
from tests.case_store.one_hall import POLICY, OneHall, granted, refused
from tests.case_store.served import PATIENT_S, PIN, Ground

TOWN, BANNER, WAGES = "150502001", "150502", "07"
LATER = datetime(2027, 4, 5, 9, 30, tzinfo=HALL_ZONE)  # a Monday, 19 weeks after the first matter
HARD = OpenMatter(category="labour_wages", dispute_type="0701", town=TOWN, party_count=40)


async def test_a_rise_is_shown_explained_assessed_once_and_drafted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(risk_rows, "PAGE_ROWS", 5)  # thirteen matters are three pages
    ground = open_hall(tmp_path)
    try:
        async with at_work(ground, "s1", "sup", "c_labour") as hall:
            await hall.register(HARD)
            await _next_morning(hall)
            await _assessed(ground, date(2026, 11, 23))
            await _move_to(ground, LATER)
            granted(await hall.who["s1"].sign_in("s1", PIN, 1))
            for _ in range(12):
                await hall.register(HARD)
            await _next_morning(hall)
            await _assessed(ground, LATER.date())
            told = await _board_of(hall.who["sup"], LATER.date())
            line = told.lines[0]
            assert (line.area, line.count, line.lead_group_name) == (BANNER, 12, "劳动人事争议")
            assert line.level == "high"
            towns = granted(await hall.who["sup"].risk.board(BANNER))
            assert towns.lines[0].area == TOWN
            page = granted(await hall.who["sup"].risk.page(TOWN, WAGES))
            assert page.line.count == 12
            await _every_count_is_that_of_a_list(hall.who["sup"], page)
            (draft, *_more) = granted(await hall.who["sup"].warnings.rows())
            assert (draft.state, draft.day) == ("drafted", LATER.date())
            await _refusals(hall)
        async with dispatch_screen(ground, "disp") as zone:
            await zone.until(lambda: zone.view is not None and zone.view.risk is not None)
            assert zone.view is not None
            assert zone.view.risk == told
        ground.hall.stop()
        ground.hall.start()  # the same day again: made anew, not assessed again
        async with at_work(ground, "sup") as hall:
            again = await _board_of(hall.who["sup"], LATER.date())
            assert again.lines == told.lines
        await _assessed(ground, LATER.date())
    finally:
        ground.stop()


async def _every_count_is_that_of_a_list(client: HallClient, page: RiskPage) -> None:
    facts = {term.term: dict(term.facts) for term in page.terms}
    behind = {term.term: term.behind for term in page.terms}

    async def total(asked: FigureAsked) -> int:
        return granted(await client.figures.behind(asked)).total

    (received,) = behind["V"]
    assert received.name is FigureName.RECEIVED
    assert facts["V"]["count"] == "12"
    assert await total(received) == 12
    overdue, open_ = behind["O"]
    assert (facts["O"]["red"], facts["O"]["open"]) == (str(await total(overdue)), str(await total(open_)))
    bad, rated = behind["D"]
    assert facts["D"] == {"bad": str(await total(bad)), "rated": str(await total(rated))}
    difficult, ordinary = behind["S"]
    assert facts["S"]["difficult"] == "12"  # 40 people each, whatever the grade
    assert (await total(difficult), await total(ordinary)) == (12, 0)
    assert facts["R"] == {
        "repeated": "12",
        "count": "12",
    }  # one telephone, which the matter of November has, too
    (repeated,) = behind["R"]
    assert await total(repeated) == 12
    assert float(facts["V"]["excess"]) >= 4


async def _refusals(hall: CaseworkHall) -> None:
    sup = hall.who["sup"].risk
    assert refused(await sup.board("abc")) == "request.invalid"
    assert refused(await sup.board("999999")) == "risk.area"
    assert refused(await sup.page("150599001")) == "risk.area"
    assert refused(await sup.page("1505' OR 1=1")) == "request.invalid"
    assert refused(await sup.page(TOWN, "77")) == "risk.group"
    granted(await hall.who["c_labour"].sign_in("c_labour", PIN, None))
    assert refused(await hall.who["c_labour"].risk.board()) == "auth.right"


def test_before_it_is_made_and_beyond_what_somebody_sees_it_says_so(tmp_path: Path) -> None:
    door = OneHall(tmp_path).store.hall.risk
    everything = OnDuty(staff_id="sup", role="supervisor")
    assert refused(door.board(everything, "")) == "risk.not_yet"
    town = OnDuty(staff_id="t", role="supervisor", unit="territory_150521100")
    assert refused(door.page(town, TOWN, "")) == "risk.out_of_sight"
    assert refused(door.board(town, "")) == "risk.out_of_sight"


def test_rows_become_records_by_day_group_and_what_was_shared() -> None:
    due = to_us(datetime(2026, 11, 20, 8, tzinfo=HALL_ZONE))

    def row(case_id: str, day: str, type_key: str = "07", **more: object) -> tuple[object, ...]:
        rest = {"ended": None, "due": None, "was_red": None, "rated": None, "rating": None} | more
        return (
            *("here", case_id, day, rest["ended"], TOWN, type_key, rest["due"], rest["was_red"]),
            *(rest["rated"], rest["rating"], "simple", 2),
        )

    raw = risk_rows.RawMatters(
        rows=[
            row("a", "2026-01-01", due=NEVER),
            row("b", "2026-06-30", "~labour_wages", due=due),  # 180 days after a
            row(
                "c",
                "2026-12-28",
                "~nobody_knows",
                ended="2026-12-29",
                was_red=due,
                rated="2026-12-30",
                rating=2,
            ),
        ],
        shared=[["b", "a"], ["b", "c"], ["c", "not here"]],  # c is 181 days after b
    )
    repeated = risk_rows.repeated_of(raw, POLICY.risk.repeat_days)
    a, b, c = risk_rows.records_of(raw, POLICY.categories, repeated)
    assert [one.repeat for one in (a, b, c)] == [False, True, False]
    assert [one.group for one in (a, b, c)] == ["07", "07", ""]
    assert [one.red_from for one in (a, b, c)] == [
        None,
        date(2026, 11, 20).toordinal(),
        date(2026, 11, 20).toordinal(),
    ]
    assert (c.closed, c.rated_on, c.bad) == (
        date(2026, 12, 29).toordinal(),
        date(2026, 12, 30).toordinal(),
        True,
    )


async def _next_morning(hall: CaseworkHall) -> None:
    """The keys of what was registered are made; then it is the next day, 9:30, and the supervisor is there again."""
    store = store_of(hall.ground.hall)
    for _ in range(10):
        await store.run(store.hall.tick)
    await _move_to(hall.ground, hall.ground.clock.now() + timedelta(days=1))
    granted(await hall.who["sup"].sign_in("sup", PIN, None))


async def _move_to(ground: Ground, at: datetime) -> None:
    """The day before ends, and with it every session."""
    ground.clock.move_by(at - ground.clock.now())
    store = store_of(ground.hall)
    await store.run(store.hall.tick)


async def _board_of(client: HallClient, day: date) -> RiskBoard:
    """The ranking, once it is of this day."""
    async with asyncio.timeout(PATIENT_S):
        while True:
            told = await client.risk.board()
            if not isinstance(told, Refusal) and told.day == day:
                return told
            await asyncio.sleep(0.02)


async def _assessed(ground: Ground, day: date) -> None:
    """Wait until the log has the assessment of a day; it never has two."""
    store = store_of(ground.hall)

    def count(connection: sa.Connection) -> int:
        told = event.c.body.contains(f'"day":"{day.isoformat()}"')
        asked = sa.select(sa.func.count()).where(event.c.aggregate == RISK, told)
        return int(connection.execute(asked).scalar_one())

    async with asyncio.timeout(PATIENT_S):
        while await store.in_log(count) == 0:  # noqa: ASYNC110  there is no event to wait for
            await asyncio.sleep(0.02)
    assert await store.in_log(count) == 1
