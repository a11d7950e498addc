"""Supervision as a hall would show it, with none, few and many of everything, and doors that hand it out."""

from collections import Counter as Counts
from datetime import date, timedelta
from uuid import UUID

from case_store.client.moderation import ModerationClient
from case_store.client.recounts import RecountClient
from case_store.client.supervision import RecordsClient, ReviewClient, SupervisionClient, WhistleClient
from cases.advice.reason import Reason
from cases.citizen_views import EvaluationText
from cases.deadlines.explanation import DaySpan, Said
from cases.policy.coordination import RecordKind
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.supervision.supervision_acts import ITEM_ACTS
from cases.views_recount import RecountReport, RecountRow
from cases.views_supervision import (
    InspectionRow,
    ItemLine,
    ItemPage,
    ItemRow,
    LimitView,
    RecordPage,
    RecordRow,
    ReviewedRow,
    ReviewPage,
    RungView,
    SlowAreaRow,
    SupervisionBoard,
    TaskRow,
    WhistlePage,
    WhistleRow,
)
from tests.counter.given_hall import NOW, code

DAY = timedelta(days=1)
UNITS = (
    ("human_resources", "科尔沁区人力资源和社会保障局"),
    ("justice", "科尔沁区司法局"),
    ("far", "科尔沁左翼后旗农牧业综合行政执法大队（草原监督管理所）"),
)
TRIGGERS = ("deadline_passed", "bad_rating", "superior_key", "whistle_missed", "manual")
LONG = "到现场看过了，双方对界桩的位置各说各的，约了下周一再去量一次，请司法所和草原站的人一起去。" * 6
LIGHTS = ("red", "yellow", "green")
STATES = ("missed", "called", "confirmed", "arrived", "reported", "cancelled")


def given_item_row(n: int) -> ItemRow:
    unit, name = UNITS[n % 3]
    return ItemRow(
        item_id=f"item-{n}",
        trigger=TRIGGERS[n % 5],
        case_id=f"case-{n}" if n % 5 != 4 else "",
        case_code=code(11, 3, n + 1) if n % 5 != 4 else "",
        unit=unit,
        unit_name=name,
        responsible=("局长", "分管副局长、综治中心派驻负责人", "斯琴")[n % 3],
        raised_at=NOW - 9 * DAY,
        limit_date=NOW.date() + (n - 3) * DAY,
        light=LIGHTS[min(n // 3, 2)],
        last_rung=("interview", "work_reminder", "")[n % 3],
        drafts=1 if n % 7 == 0 else 0,
        open=True,
    )


def given_item(n: int, policy: Policy) -> ItemPage:
    """With its ladder: one sent, one drafted, the rest ahead."""
    row = given_item_row(n)
    states = {"work_reminder": "sent", "interview": "drafted" if row.drafts else "approved"}
    rungs = tuple(
        RungView(
            rung=rung.rung,
            document=rung.rung,
            automatic=rung.automatic,
            state=states.get(rung.rung, ""),
            number="通科综治约谈〔2026〕12号" if states.get(rung.rung) in ("sent", "approved") else "",
            due_on=NOW.date() + (at * 2 - 4) * DAY if rung.after_workdays else None,
            may_decide=states.get(rung.rung) == "drafted",
            may_ask=rung.after_workdays is None,
        )
        for at, rung in enumerate(policy.deadlines.ladder)
    )
    lines = tuple(
        ItemLine(
            type=type_,
            at=NOW - (9 - at) * DAY,
            by_name=by,
            rung=rung,
            number="通科综治提示〔2026〕31号" if type_ == "rung_sent" else "",
            text=text,
        )
        for at, (type_, rung, by, text) in enumerate(
            (
                ("supervision_raised", "", "", ""),
                ("responsible_named", "", "赵某己", ""),
                ("rung_sent", "work_reminder", "", ""),
                ("rung_drafted", "interview", "", ""),
                ("rectification_reported", "", "王某戊", LONG),
            )
        )
    )
    return ItemPage(
        row=row,
        visit_id="",
        whistle_id="",
        cause="close",
        limit=LimitView(
            clock_id="supervised",
            unit="calendar_days",
            amount=10,
            started_at=NOW - 9 * DAY,
            due_at=NOW,
            due_date=row.limit_date or NOW.date(),
            provisional=n % 2 == 1,
            light=row.light,
        ),
        ladder=rungs,
        interview_owed=not row.drafts,
        settled=False,
        rectified=True,
        visited=False,
        appeal="filed" if row.trigger == "bad_rating" else "",
        lines=lines,
        acts=tuple(ITEM_ACTS),
    )


class GivenSupervision(SupervisionClient):
    """So many items."""

    def __init__(self, count: int, policy: Policy) -> None:
        self._count, self._policy = count, policy
        self.refusal: Refusal | None = None
        self.asked: list[tuple[object, UUID | None]] = []

    async def board(
        self, *, trigger: str = "", rung: str = "", unit: str = "", done: bool = False
    ) -> SupervisionBoard:
        rows = tuple(given_item_row(n) for n in range(self._count))
        kept = tuple(
            row
            for row in rows
            if trigger in ("", row.trigger) and rung in ("", row.last_rung) and unit in ("", row.unit)
        )
        return SupervisionBoard(
            rows=() if done else kept,
            total=0 if done else len(kept),
            by_trigger=tuple(sorted(Counts(row.trigger for row in rows).items())),
            by_rung=tuple(sorted(Counts(row.last_rung for row in rows).items())),
            by_unit=tuple(sorted(Counts(row.unit for row in rows).items())),
            awaiting=sum(row.drafts for row in rows),
            as_of=NOW,
        )

    async def item(self, item_id: str) -> ItemPage:
        return given_item(int(item_id.rpartition("-")[2]), self._policy)

    async def act(self, item_id: str, act: object, command_id: UUID | None = None) -> ItemPage | Refusal:
        self.asked.append((act, command_id))
        return self.refusal or await self.item(item_id)


class GivenWhistles(WhistleClient):
    """So many called units, in every state."""

    def __init__(self, count: int) -> None:
        self._rows = tuple(
            WhistleRow(
                whistle_id=f"w{n // 3}",
                case_id=f"case-{n // 3}",
                case_code=code(11, 20, n // 3 + 1),
                unit=UNITS[n % 3][0],
                unit_name=UNITS[n % 3][1],
                state=STATES[n % 6],
                called_at=NOW - n * timedelta(minutes=7),
                arrive_by=NOW + DAY,
                due_at=NOW + n * timedelta(minutes=5) if STATES[n % 6] in STATES[1:4] else None,
                missed=n % 6 == 0,
            )
            for n in range(count)
        )

    async def rows(self, *, waiting: bool = False) -> tuple[WhistleRow, ...]:
        return tuple(row for row in self._rows if row.due_at or not waiting)

    async def page(self, whistle_id: str) -> WhistlePage:
        units = tuple(row for row in self._rows if row.whistle_id == whistle_id)
        return WhistlePage(
            whistle_id=whistle_id,
            case_id=units[0].case_id,
            case_code=units[0].case_code,
            reason=LONG[:120],
            units=units,
            lines=(ItemLine(type="whistle_called", at=NOW, by_name="韩某丙", text=LONG[:120]),),
        )


class GivenRecords(RecordsClient):
    """Records with tasks."""

    def __init__(self, count: int) -> None:
        self._records = tuple(
            RecordRow(
                record_id=f"r{n}",
                kind=kind.value,
                kind_name=name,
                number=f"通科综治{word}〔2026〕{n + 1}号",
                case_id=f"case-{n}" if kind is RecordKind.CONSULTATION else "",
                case_code=code(11, 20, n + 1) if kind is RecordKind.CONSULTATION else "",
                held_at=NOW - n * DAY,
                units=tuple(name for _unit, name in UNITS),
                tasks_open=n % 4,
                answer_owed=kind is RecordKind.REPORT_UP,
            )
            for n in range(count)
            for kind, name, word in [
                (
                    (RecordKind.MEETING, "工作会议", "会议"),
                    (RecordKind.CONSULTATION, "会商研判", "会商"),
                    (RecordKind.REPORT_UP, "请示报告", "请示"),
                    (RecordKind.COORDINATION, "协同联动", "协调"),
                )[n % 4]
            ]
        )

    async def rows(self, kind: RecordKind | None = None) -> tuple[RecordRow, ...]:
        return tuple(row for row in self._records if kind in (None, row.kind))

    def _task(self, row: RecordRow, n: int) -> TaskRow:
        unit, name = UNITS[n % 3]
        return TaskRow(
            task_id=f"t{n}",
            record_id=row.record_id,
            number=row.number,
            unit=unit,
            unit_name=name,
            state=("overdue", "open", "done")[n % 3],
            due_date=NOW.date() + (n - 1) * DAY,
            light=("red", "yellow", "")[n % 3],
            text=LONG[:60],
        )

    async def tasks(self) -> tuple[TaskRow, ...]:
        return tuple(self._task(row, n) for row in self._records[:40] for n in range(2))

    async def page(self, record_id: str) -> RecordPage:
        row = next(row for row in self._records if row.record_id == record_id)
        lines = (
            ItemLine(type="record_made", at=NOW - DAY, by_name="赵某己", number=row.number, text=LONG),
            ItemLine(type="task_done", at=NOW, by_name="王某戊", text="已经量过。"),
        )
        tasks = tuple(self._task(row, n) for n in range(3))
        return RecordPage(row=row, text=LONG, tasks=tasks, lines=lines)


class GivenReviews(ReviewClient):
    """A sample, slow places, inspections."""

    def __init__(self, count: int, policy: Policy) -> None:
        self._count, self._rules = count, policy.supervision.review

    async def page(self, period: str) -> ReviewPage:
        return ReviewPage(
            period=period,
            drawn=self._count > 0,
            closed=37,
            rows=tuple(
                ReviewedRow(
                    case_id=f"case-{n}",
                    case_code=code(10, 20, n + 1),
                    grade=("simple", "ordinary", "difficult")[n % 3],
                    unit_name=UNITS[n % 3][1],
                    total=None if n % 3 == 0 else 60 + 20 * (n % 3),
                    passed=n % 3 == 1,
                    reopening_asked=n % 3 == 2,
                    reviewed_at=None if n % 3 == 0 else NOW,
                )
                for n in range(self._count)
            ),
            checklist=tuple((item.key, item.name, item.score) for item in self._rules.checklist),
            pass_score=self._rules.pass_score,
        )

    async def slow_areas(self) -> tuple[SlowAreaRow, ...]:
        return tuple(
            SlowAreaRow(
                kind="unit",
                area=f"{UNITS[n % 3][0]}-{n}",
                name=UNITS[n % 3][1],
                open=20,
                overdue=n,
                median_workdays=18,
                reasons=(
                    Reason("slow.overdue_share", {"open": 20, "overdue": n, "percent": 5 * n}),
                    Reason("slow.median", {"closed": 31, "days": 15}),
                ),
                last_at=NOW - 30 * DAY if n % 2 else None,
            )
            for n in range(self._count)
        )

    async def inspections(self) -> tuple[InspectionRow, ...]:
        return tuple(
            InspectionRow(
                inspection_id=f"i{n}",
                kind="town",
                area="150502001",
                name=UNITS[n % 3][1],
                finding=("none", "prominent", "common", "trend")[n % 4],
                inspected_at=NOW - n * DAY,
                by_name="赵某己",
                text=LONG,
            )
            for n in range(self._count)
        )


class GivenModeration(ModerationClient):
    """Texts that wait."""

    def __init__(self, count: int) -> None:
        self._count = count

    async def waiting(self) -> tuple[EvaluationText, ...]:
        return tuple(
            EvaluationText(
                text_id=f"text-{n}",
                level=n % 5 + 1,
                day=NOW.date(),
                text=LONG if n % 2 else "讲得清楚，谢谢。",
            )
            for n in range(self._count)
        )


class GivenRecounts(RecountClient):
    """What moved."""

    def __init__(self, count: int) -> None:
        self._count = count

    async def last(self) -> RecountReport:
        span = DaySpan(
            first=date(2027, 2, 15),
            last=date(2027, 2, 23),
            why=Said("deadlines.change.off", {"name": "春节"}),
        )
        rows = tuple(
            RecountRow(
                case_id=f"case-{n}",
                case_code=code(11, 20, n + 1),
                clock_id="close",
                kind=("close", "petition_close", "mediation")[n % 3],
                was_due_at=NOW,
                was_due_date=NOW.date() + 90 * DAY,
                due_at=NOW,
                due_date=NOW.date() + 97 * DAY,
                earlier=n < 2,
                why=(span,),
            )
            for n in range(self._count)
        )
        return RecountReport(
            calendar_version="2027",
            started_at=NOW if self._count else None,
            running=self._count > 100,
            moved=self._count,
            earlier=min(self._count, 2),
            rows=rows,
        )
