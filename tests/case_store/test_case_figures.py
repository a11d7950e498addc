"""Figures of casework at a served hall: what was done is what they say, page by page, for whoever may see them."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import uuid_utils.compat as uuid_v7

from case_store.figures import case_figures_door as case_figures
from case_store.tokens import KIOSK
from cases.advice.grade import CaseGrade
from cases.advice.resolution_method import ResolutionMethod
from cases.casework import acts
from cases.casework.case_state import CloseResult
from cases.matter.matter import OpenMatter
from tests.case_store.casework_hall import CaseworkHall, casework_hall
from tests.case_store.one_hall import granted, refused

MONDAY = date(2026, 11, 23)
SETTLED = acts.SettleNow(
    done="当面调解",
    result=CloseResult.RESOLVED_ORAL,
    method=ResolutionMethod.RECONCILIATION,
    told="双方当场说好",
)


async def test_what_was_done_is_what_the_figures_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_figures, "PAGE_ROWS", 2)  # five matters are three pages
    async with casework_hall(tmp_path) as hall:
        million = OpenMatter(category="debt", amount_fen=100_000_000, party_count=1)
        settled, late, accepted, rejected, _fresh = [
            await hall.register(opened)
            for opened in (OpenMatter(category="neighbour"),) * 2
            + (million,)
            + (OpenMatter(category="debt"),) * 2
        ]
        await hall.do("s1", settled, SETTLED)
        await hall.do("s2", settled, acts.SignOff())
        await _rate(hall, settled, 4)
        await hall.do("s1", accepted, acts.Accept())
        await hall.do(
            "s1",
            rejected,
            acts.Reject(reason_code="already_accepted_elsewhere", referral_code="handling_organ"),
        )
        await hall.do("s1", late, acts.Accept())
        await hall.do("s1", late, acts.Grade(grade=CaseGrade.SIMPLE))
        hall.ground.clock.move_by(timedelta(days=2))  # 一天的期限过了
        store = hall.ground.hall.store
        assert store is not None
        await store.run(store.hall.tick)
        granted(await hall.who["s1"].sign_in("s1", "246810", 1))
        granted(await hall.who["sup"].sign_in("sup", "246810", None))
        await hall.do("s1", late, SETTLED)
        report = granted(await hall.who["sup"].reports.casework(MONDAY, MONDAY))
        told = report.total
        assert dict(report.received) == {"accepted": 3, "rejected": 1, "registered": 1}
        assert (told.accepted, told.open, told.closed, told.resolved, told.major) == (3, 2, 1, 1, 1)
        assert dict(told.closed_by) == {"resolved_oral": 1}
        assert (told.closed_in_time, told.open_red, told.evaluated, told.content) == (1, 1, 1, 1)
        assert [(cut.key, cut.figures.accepted) for cut in report.by_type] == [("02", 2), ("08", 1)]
        granted(await hall.who["sup"].sign_in("sup", "246810", None))
        await hall.do("sup", late, acts.SignOff())
        told = granted(await hall.who["sup"].reports.casework(MONDAY, MONDAY)).total
        assert (told.closed, told.closed_in_time, told.days_p50, told.days_p90) == (2, 1, 0, 2)
        nothing = granted(
            await hall.who["sup"].reports.casework(MONDAY - timedelta(days=9), MONDAY - timedelta(days=7))
        )
        assert (nothing.total.accepted, nothing.received) == (0, ())


async def test_the_figures_are_for_whoever_may_see_reports_and_of_a_year_at_most(tmp_path: Path) -> None:
    async with casework_hall(tmp_path) as hall:
        assert refused(await hall.who["s1"].reports.casework(MONDAY, MONDAY)) == "auth.right"
        boss = hall.who["sup"].reports
        granted(await boss.casework(MONDAY - timedelta(days=365), MONDAY))
        assert refused(await boss.casework(MONDAY - timedelta(days=366), MONDAY)) == "report.period"


async def _rate(hall: CaseworkHall, case_id: str, level: int) -> None:
    page = granted(await hall.who["s1"].casework.open(case_id))
    async with hall.ground.client(KIOSK) as kiosk:
        code = page.private.lookup_code
        (found,) = granted(await kiosk.citizens.evaluable_case(page.case_code, code, str(uuid_v7.uuid7())))
        granted(await kiosk.citizens.evaluate(found, (("overall", level),)))
