"""Warnings as a hall would show them: drafts, one approved, one dropped, with short and long names."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from case_store.client.warnings import WarningClient
from cases.refusal import Refusal
from cases.risk.warning_acts import DraftByHand, WarningAct
from cases.risk.warning_report import Section, WarningReport
from cases.risk.warning_view import WarningPage
from cases.views_risk import WarningRow
from cases.views_supervision import ItemLine
from tests.counter.given_hall import NOW
from tests.printing.risk_samples import CROWDED, LONG, SMALL

STATES = ("drafted", "approved", "drafted", "dropped")
NUMBER = "通科综治预警〔2026〕12号"
WRITTEN = (
    "近期噪声纠纷集中在一个小区，都与同一工地夜间施工有关，已约谈施工单位，请街道和城管每周核对一次。" * 3
)


def given_report(n: int) -> WarningReport:
    return (CROWDED, SMALL, LONG)[n % 3]


def given_row(n: int) -> WarningRow:
    report, state = given_report(n), STATES[n % 4]
    decided = state != "drafted"
    return WarningRow(
        warning_id=f"warning-{n}",
        area=report.area,
        area_name=report.area_name,
        group=report.group,
        group_name=report.group_name,
        level=report.level,
        index=report.index_tenths / 10,
        day=NOW.date() - timedelta(days=n + 1),
        state=state,
        number=NUMBER if state == "approved" else "",
        drafted_at=NOW - timedelta(days=n),
        decided_at=NOW if decided else None,
        decided_by_name="孟某庚" if decided else "",
    )


def given_page(n: int) -> WarningPage:
    row = given_row(n)
    lines = (
        ItemLine(type="warning_drafted", at=row.drafted_at, by_name=""),
        ItemLine(type="warning_edited", at=NOW, by_name="赵某己"),
    )
    return WarningPage(
        row=row,
        report=given_report(n),
        words=((Section.OVERVIEW.value, WRITTEN),) if n % 2 == 0 else (),
        lines=lines,
        acts=("edit", "approve", "drop") if row.state == "drafted" else (),
        content_hash="0f" * 32 if row.state == "approved" else "",
    )


class GivenWarnings(WarningClient):
    """`done`: what was asked of it."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.refusal: Refusal | None = None
        self.done: list[tuple[str, object]] = []

    async def rows(self) -> tuple[WarningRow, ...]:
        return tuple(given_row(n) for n in range(self._count))

    async def page(self, warning_id: str) -> WarningPage:
        return given_page(int(warning_id.removeprefix("warning-")))

    async def take(self, warning_id: str, form: str = "pdf") -> WarningPage:
        self.done.append((warning_id, form))
        return await self.page(warning_id)

    async def draft(self, act: DraftByHand, command_id: UUID | None = None) -> WarningPage | Refusal:  # noqa: ARG002
        self.done.append(("", act))
        return self.refusal or given_page(0)

    async def act(
        self,
        warning_id: str,
        act: WarningAct,
        command_id: UUID | None = None,  # noqa: ARG002
    ) -> WarningPage | Refusal:
        self.done.append((warning_id, act))
        page = await self.page(warning_id)
        return self.refusal or replace(page, row=replace(page.row, state="approved", number=NUMBER))
