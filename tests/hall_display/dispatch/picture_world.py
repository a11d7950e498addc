"""What a hall may tell the dispatch screen's picture: a quiet day, a usual one, a crowded one. Invented."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from cases.figures.day_sums import DaySums, QueueToday
from cases.figures.figure import FigureAsked, FigureName, RiskPart
from cases.figures.kpis import kpis, periods_at
from cases.hall_time import HALL_ZONE
from cases.matter.case_code import CaseCode
from cases.people.place import BANNER_NAMES
from cases.policy.policy import Policy
from cases.views_dispatch import CaseCard, DispatchView
from cases.views_figures import (
    AreaLine,
    AreaMap,
    BehindPage,
    CaseLine,
    CountLine,
    KpiBoard,
    PeriodKpis,
    StepsView,
    ThingLine,
    TopTypes,
    TrendDay,
    TrendView,
)
from cases.views_risk import RiskBoard, RiskLine, RiskPage, RiskPoint, RiskTerm

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=HALL_ZONE)
TODAY = NOW.date()
AS_OF = NOW - timedelta(minutes=1)
FIRST = TODAY - timedelta(days=29)
OPEN = {"150502": 96, "150521": 58, "150522": 44, "150523": 36, "150524": 18, "150525": 57, "150526": 25}
OPEN |= {"150571": 12, "150581": 8, "none": 23}
OVERDUE = {"150502": 3, "150521": 1, "150522": 4, "150523": 2, "150525": 6, "150526": 1, "none": 2}
TYPES = {"04": 131, "09": 94, "02": 66, "01": 51, "05": 47, "13": 33, "07": 21, "11": 12, "08": 9, "03": 4}
NAIMAN = "150525"


def areas(by_open: dict[str, int], by_overdue: dict[str, int]) -> AreaMap:
    names = {**BANNER_NAMES, "none": "没写地点"}
    lines = [
        AreaLine(area=area, name=names[area], open=by_open.get(area, 0), overdue=by_overdue.get(area, 0))
        for area in names
    ]
    return AreaMap(
        of="",
        lines=tuple(lines),
        total_open=sum(by_open.values()),
        total_overdue=sum(by_overdue.values()),
        as_of=AS_OF,
    )


def towns(of: str, policy: Policy, factor: int = 1) -> AreaMap:
    """The towns of a banner, of which each has another number."""
    banner = policy.places.banner(of)
    assert banner is not None
    lines = [
        AreaLine(area=town.code, name=town.name, open=(7 * n) % 11 * factor, overdue=(5 * n) % 3)
        for n, town in enumerate(banner.towns)
    ]
    lines.append(AreaLine(area=f"{of}none", name="没写地点", open=1, overdue=0))
    return AreaMap(
        of=of,
        lines=tuple(lines),
        total_open=sum(line.open or 0 for line in lines),
        total_overdue=sum(line.overdue or 0 for line in lines),
        as_of=AS_OF,
    )


def trend(size: int, days: int = 30) -> TrendView:
    """A stock that rises and falls; Saturdays and Sundays bring little."""
    stock, told = 12 * size, []
    for number in range(days):
        day = TODAY - timedelta(days=days - 1 - number)
        is_weekend = day.weekday() >= 5
        received = size * (1 if is_weekend else 3 + (number * 7) % 5) // 2
        ended = size * (0 if is_weekend else 3 + (number * 5) % 6) // 2
        stock += received - ended
        told.append(
            TrendDay(
                day=day,
                received=received,
                ended=ended,
                stock=stock,
                worsened=(number * 3) % 4 % 3 if size else 0,
            )
        )
    return TrendView(days=tuple(told), as_of=AS_OF)


def types(counts: dict[str, int], policy: Policy) -> TopTypes:
    def named(group: str) -> str:
        kind = policy.dispute_types.get(group)
        return kind.name if kind else group

    lines = tuple(
        CountLine(
            key=group,
            name=named(group),
            count=count,
            behind=FigureAsked(name=FigureName.RECEIVED, group=group, first_day=FIRST, last_day=TODAY),
        )
        for group, count in counts.items()
    )
    rest = 17 if counts else 0
    return TopTypes(
        first_day=FIRST,
        last_day=TODAY,
        lines=lines,
        rest=rest,
        total=sum(counts.values()) + rest,
        as_of=AS_OF,
    )


def board(size: int) -> KpiBoard:
    """`size` 1 is a usual hall; the article's town of fifteen thousand is 1,000."""
    queue = QueueToday(tickets=12 * size, waiting=2 * size, mean_wait_min=8.4 if size else None)

    def sums(days: int) -> DaySums:
        n = days * size
        return DaySums(
            accepted=16 * n,
            open=2 * n,
            closed=14 * n,
            resolved=13 * n,
            closed_in_time=12 * n,
            open_red=n,
            evaluated=9 * n,
            content=8 * n,
            major=3 * n,
            mediated=7 * n,
            mediated_at_once=5 * n,
            resolved_at=(("village", 5 * n), ("town", 4 * n), ("banner", 3 * n), ("city", n)),
            spans=((4, 9 * n), (12, 5 * n)) if n else (),
        )

    lengths = {"today": 1, "month": 23, "year": 327, "days30": 30}
    return KpiBoard(
        periods=tuple(
            PeriodKpis(
                period=period,
                first_day=first,
                last_day=last,
                values=kpis(sums(lengths[period]), queue if period == "today" else None, first, last),
            )
            for period, first, last in periods_at(TODAY)
        ),
        source="hall",
        as_of=AS_OF,
    )


def steps(*counts: int) -> StepsView:
    first, second, third, fourth, fifth = counts
    return StepsView(day=TODAY, counts=(first, second, third, fourth, fifth), as_of=AS_OF)


RISK_LINES = (
    ("150525", 61.4, "high", 55.0, "土地承包与山林权属纠纷", 57),
    ("150522", 47.0, "medium", 49.5, "邻里纠纷", 44),
    ("150502", 41.2, "medium", 41.0, "劳动与社会保险争议", 96),
    ("150523", 33.8, "low", 30.1, "邻里纠纷", 36),
    ("150521", 30.2, "low", None, "婚恋家庭纠纷", 58),
    ("150526", 28.9, "low", 27.0, "土地承包与山林权属纠纷", 25),
    ("150571", 22.0, "low", 22.1, "物权相关纠纷", 12),
    ("150581", None, "", None, "", 4),
    ("150524", None, "", None, "", 3),
)


def risk_line(area: str, group: str = "", group_name: str = "") -> RiskLine:
    code, index, level, was, lead, count = next(line for line in RISK_LINES if line[0] == area[:6])
    return RiskLine(
        area=area,
        area_name=BANNER_NAMES[code],
        group=group,
        group_name=group_name,
        count=count,
        index=index,
        level=level,
        was_index=was,
        lead_group_name=lead,
    )


def risk_board() -> RiskBoard:
    return RiskBoard(
        of="",
        day=TODAY - timedelta(days=1),
        window_days=30,
        lines=tuple(risk_line(line[0]) for line in RISK_LINES),
        policy_version="2026-01-01",
        as_of=NOW.replace(hour=0, minute=10),
    )


def risk_page(area: str, group: str = "") -> RiskPage:
    """Explained; of an area its types, of a type nothing finer."""

    def lists(name: FigureName, *parts: str) -> tuple[FigureAsked, ...]:
        whole = FigureAsked(name=name, area=area, group=group, first_day=FIRST, last_day=TODAY)
        return tuple(replace(whole, key=part) for part in parts)

    terms = (
        RiskTerm(
            term="V",
            value=71.3,
            weight=0.25,
            facts=(("count", "57"), ("usual", "40.0"), ("basis", "people"), ("people", "343,000")),
            behind=lists(FigureName.RECEIVED, ""),
        ),
        RiskTerm(
            term="S",
            value=44.7,
            weight=0.2,
            facts=(("count", "57"), ("simple", "28"), ("ordinary", "18"), ("difficult", "11")),
            behind=lists(FigureName.RECEIVED, RiskPart.DIFFICULT, RiskPart.ORDINARY),
        ),
        RiskTerm(
            term="O",
            value=10.5,
            weight=0.2,
            facts=(("red", "6"), ("open", "57")),
            behind=tuple(
                FigureAsked(name=name, area=area, group=group)
                for name in (FigureName.OVERDUE, FigureName.OPEN)
            ),
        ),
        RiskTerm(
            term="D",
            value=14.3,
            weight=0.1,
            facts=(("bad", "2"), ("rated", "11")),
            behind=lists(FigureName.STEP_RATED, RiskPart.DISSATISFIED, ""),
        ),
        RiskTerm(
            term="R",
            value=22.8,
            weight=0.15,
            facts=(("repeated", "13"), ("count", "57")),
            behind=lists(FigureName.RECEIVED, RiskPart.REPEATED),
        ),
        RiskTerm(term="G", value=None, weight=0.1, facts=(("count", "57"), ("windows", "3"))),
    )
    parts = (("04", "物权相关纠纷"), ("09", "劳动与社会保险争议"), ("02", "邻里纠纷"))
    history = tuple(
        RiskPoint(
            day=TODAY - timedelta(weeks=103 - n),
            index=None if 30 <= n < 34 else 20 + 40 * ((n % 52) / 52) + (n * 7) % 9,
            level="medium",
        )
        for n in range(104)
    )
    return RiskPage(
        line=risk_line(area, group, dict(parts).get(group, "")),
        terms=terms,
        parts=() if group else tuple(risk_line(area, code, name) for code, name in parts),
        history=history,
        first_day=FIRST,
        last_day=TODAY,
        as_of=AS_OF,
    )


def usual(policy: Policy) -> DispatchView:
    return DispatchView(
        hall_time=NOW,
        place="通辽市",
        areas=areas(OPEN, OVERDUE),
        trend=trend(5),
        types=types(TYPES, policy),
        steps=steps(31, 24, 19, 12, 7),
        kpis=board(1),
        risk=risk_board(),
    )


def quiet(policy: Policy) -> DispatchView:
    """Everything was told, and everything is nothing."""
    return DispatchView(
        hall_time=NOW,
        areas=areas({}, {}),
        trend=trend(0),
        types=types({}, policy),
        steps=steps(0, 0, 0, 0, 0),
        kpis=board(0),
        risk=replace(risk_board(), lines=()),
    )


def crowded(policy: Policy) -> DispatchView:
    """Everything twenty times as many."""
    many = {area: count * 20 for area, count in OPEN.items()}
    return DispatchView(
        hall_time=NOW,
        areas=areas(many, {area: 13 * (OVERDUE.get(area, 0) + 1) for area in OPEN}),
        trend=trend(900),
        types=types({group: count * 120 for group, count in TYPES.items()}, policy),
        steps=steps(1_312, 1_207, 984, 760, 412),
        kpis=board(20),
        risk=risk_board(),
    )


def case_line(number: int) -> CaseLine:
    lights = ("red", "red", "yellow", "green", "green", "grey")
    light = lights[number % len(lights)]
    return CaseLine(
        case_id=f"case-{number}",
        case_code=CaseCode("150502000", date(2026, 11, 1 + number % 20), number % 10_000).text,
        state=("handling", "dispatched", "suspended")[number % 3],
        grade="ordinary",
        area="150525100",
        area_name="奈曼旗大沁他拉镇",
        group="04",
        type_name="物权相关纠纷",
        lead_unit_name="奈曼旗自然资源局",
        registered_at=NOW - timedelta(days=number % 40),
        clock="close",
        light=light,
        due_at=NOW + timedelta(days=number % 9 - 3),
        left=number % 9,
        left_unit="working_days",
        past=light == "red",
    )


def page_of(total: int, page_lines: int = 50) -> Callable[[FigureAsked, str], BehindPage]:
    """What answers a question with a list of so many cases, page by page."""

    def behind(asked: FigureAsked, after: str) -> BehindPage:
        first = int(after or 0)
        last = min(total, first + page_lines)
        return BehindPage(
            asked=asked,
            behind="case",
            total=total,
            cases=tuple(case_line(number) for number in range(first, last)),
            after=str(last) if last < total else "",
            as_of=NOW,
        )

    return behind


def things(asked: FigureAsked, _after: str) -> BehindPage:
    """Two items of the supervision list."""
    lines = (
        ThingLine(
            id="i1",
            name="科尔沁区住房和城乡建设局",
            facts=(("trigger", "whistle_missed"), ("rung", "interview"), ("limit_date", "2026-11-27")),
            case_id="case-1",
            case_code=CaseCode("150502000", date(2026, 11, 19), 12).text,
            at=NOW - timedelta(hours=3),
            light="yellow",
        ),
        ThingLine(id="i2", name="奈曼旗农牧局", facts=(("trigger", "manual"), ("rung", "")), at=NOW),
    )
    return BehindPage(asked=asked, behind="item", total=len(lines), things=lines, as_of=NOW)


def card(case_id: str) -> CaseCard:
    number = int(case_id.removeprefix("case-"))
    return CaseCard(
        line=case_line(number),
        facts=(
            ("source", "kiosk"),
            ("category", "土地、草牧场"),
            ("type", "物权相关纠纷"),
            ("party_count", "37"),
            ("amount_fen", "80000000"),
            ("happened_on", date(2026, 10, 2).isoformat()),
            ("level", "banner"),
            ("overdue_count", "1"),
            ("major", "1"),
        ),
        units=(("奈曼旗自然资源局", "acknowledged"), ("奈曼旗农牧局", "reported")),
        clocks=(
            ("close", "red", NOW - timedelta(days=1)),
            ("feedback", "green", datetime(2026, 11, 30, 23, 59, 59, tzinfo=HALL_ZONE)),
        ),
        steps=(
            ("case_registered", NOW - timedelta(days=20)),
            ("case_accepted", NOW - timedelta(days=19)),
            ("case_graded", NOW - timedelta(days=19)),
            ("case_dispatched", NOW - timedelta(days=18)),
            ("dispatch_acknowledged", NOW - timedelta(days=17)),
            ("mediation_started", NOW - timedelta(days=9)),
            ("deadline_passed", NOW - timedelta(hours=2)),
        ),
        acts=("whistle", "remind", "supervise"),
        items=("i1",),
    )
