"""What the hand-made views of the dispatch screen are put together from. Invented, no person."""

from datetime import date, datetime, timedelta

from cases.alarm.alarm import Alarm, AlarmKind
from cases.figures.figure import FigureAsked, FigureName
from cases.figures.kpis import KPIS, Kpi, KpiUnit
from cases.hall_time import HALL_ZONE
from cases.matter.case_code import CaseCode
from cases.views_dispatch import (
    AlarmBoard,
    DeviceLine,
    Ladder,
)
from cases.views_figures import (
    CaseLine,
    CountLine,
    KpiBoard,
    KpiValue,
    PeriodKpis,
    TopTypes,
    TrendDay,
    TrendView,
)
from cases.views_risk import RiskBoard, RiskLine
from cases.views_supervision import ItemRow, WhistleRow

NOW = datetime(2026, 11, 23, 9, 42, 10, tzinfo=HALL_ZONE)
TODAY = NOW.date()


def ago(minutes: int) -> datetime:
    """So long before now."""
    return NOW - timedelta(minutes=minutes)


def case(number: int, light: str, left: int, *, past: bool = False, unit: str = "working_days") -> CaseLine:
    """A case of the stream."""
    places = (
        ("150502001", "科尔沁街道"),
        ("150525", "奈曼旗"),
        ("150522", "科左后旗"),
        ("150502004", "明仁街道"),
    )
    types = (("01", "土地承包"), ("05", "讨薪"), ("02", "邻里"), ("03", "婚姻家庭"), ("07", "物业"))
    area, group = places[number % len(places)], types[number % len(types)]
    return CaseLine(
        case_id=f"case-{number}",
        case_code=CaseCode(centre="150502000", day=date(2026, 11, 10 + number % 13), serial=number).text,
        state="handling",
        grade="ordinary",
        area=area[0],
        area_name=area[1],
        group=group[0],
        type_name=group[1],
        lead_unit_name="司法局",
        registered_at=ago(60 * number),
        clock="close",
        light=light,
        due_at=NOW + timedelta(days=left),
        left=left,
        left_unit=unit,
        past=past,
    )


STREAM = (
    case(12, "red", 2, past=True),
    case(44, "yellow", 0),
    case(50, "yellow", 185, unit="clock_minutes"),
    case(47, "grey", 0),
    case(58, "green", 5),
    case(59, "green", 6),
    case(60, "green", 9),
)


def whistle(number: int, unit_name: str, wait: str, called: int, due: int) -> WhistleRow:
    """A called unit; `due` minutes from now, negative: past."""
    return WhistleRow(
        whistle_id=f"w{number}",
        case_id=f"case-{number}",
        case_code=case(number, "green", 1).case_code,
        unit=f"unit-{number}",
        unit_name=unit_name,
        state=wait,
        called_at=ago(called),
        arrive_by=NOW + timedelta(minutes=due),
        due_at=None if wait == "missed" else NOW + timedelta(minutes=due),
        missed=wait == "missed",
    )


def alarm(number: int, kind: AlarmKind, minutes: int, *, of_case: int = 0, **facts: str) -> Alarm:
    """An alarm that nobody has taken."""
    return Alarm(
        alarm_id=f"{kind}:{number}",
        kind=kind,
        at=ago(minutes),
        facts=tuple(facts.items()),
        case_id=f"case-{of_case}" if of_case else "",
        case_code=case(of_case, "green", 1).case_code if of_case else "",
    )


ALARMS = AlarmBoard(
    open=(
        alarm(1, AlarmKind.HELP, 2, name="1号自助机"),
        alarm(2, AlarmKind.GROUP, 6, name="A017", persons="37"),
        alarm(3, AlarmKind.WHISTLE, 41, of_case=44, unit="住房和城乡建设局", state="missed"),
        alarm(4, AlarmKind.OVERDUE, 190, of_case=12, unit="司法局", item_id="item-12"),
        alarm(5, AlarmKind.DEVICE, 12, name="2号自助机", trouble="paper_out"),
    ),
    acknowledged=(
        Alarm(
            alarm_id="device:9",
            kind=AlarmKind.DEVICE,
            at=ago(55),
            facts=(("name", "3号自助机"), ("trouble", "silent")),
            acknowledged_at=ago(50),
            acknowledged_by="d1",
        ),
    ),
    total_open=5,
    sound=5,
    load=6,
    load_design=10,
)
LADDER = Ladder(
    total=23,
    by_rung=(
        ("", 6),
        ("work_reminder", 9),
        ("interview", 5),
        ("public_criticism", 1),
        ("rectification_notice", 2),
    ),
    by_trigger=(("deadline_passed", 17), ("manual", 6)),
    awaiting=3,
    worst=(
        ItemRow(
            item_id="item-12",
            trigger="deadline_passed",
            case_id="case-12",
            case_code=case(12, "red", 2).case_code,
            unit="justice",
            unit_name="司法局",
            responsible="",
            raised_at=ago(2000),
            limit_date=date(2026, 11, 25),
            light="yellow",
            last_rung="work_reminder",
            drafts=0,
            open=True,
        ),
    ),
)
AREAS = (
    ("150502", "科尔沁区", 96, 3),
    ("150521", "科左中旗", 58, 1),
    ("150522", "科左后旗", 44, 4),
    ("150523", "开鲁县", 36, 2),
    ("150524", "库伦旗", 18, 0),
    ("150525", "奈曼旗", 57, 6),
    ("150526", "扎鲁特旗", 25, 1),
    ("150581", "霍林郭勒市", 8, 0),
)


def trend() -> TrendView:
    stock = (
        326,
        330,
        334,
        333,
        329,
        335,
        341,
        346,
        347,
        350,
        347,
        342,
        347,
        355,
        358,
        359,
        357,
        352,
        347,
        351,
    )
    return TrendView(
        days=tuple(
            TrendDay(
                day=TODAY - timedelta(days=len(stock) - 1 - n),
                received=12 + (n * 7) % 23,
                ended=9 + (n * 5) % 19,
                stock=count,
                worsened=n % 4,
            )
            for n, count in enumerate(stock)
        ),
        as_of=ago(1),
    )


def types(scale: int = 1) -> TopTypes:
    names = (
        "土地承包",
        "讨薪",
        "邻里",
        "婚姻家庭",
        "物业",
        "民间借贷",
        "交通事故",
        "医疗",
        "消费",
        "征地拆迁",
    )
    counts = [scale * count for count in (131, 94, 66, 51, 40, 31, 22, 14, 9, 6)]
    lines = tuple(
        CountLine(
            key=f"{n + 1:02d}",
            name=name,
            count=count,
            behind=FigureAsked(name=FigureName.OPEN, group=f"{n + 1:02d}"),
        )
        for n, (name, count) in enumerate(zip(names, counts, strict=True))
    )
    return TopTypes(
        first_day=TODAY - timedelta(days=29),
        last_day=TODAY,
        lines=lines,
        rest=12 * scale,
        total=sum(counts) + 12 * scale,
        as_of=ago(1),
    )


def risk() -> RiskBoard:
    values = (
        (61.4, "high", 55.0, "土地"),
        (47.0, "medium", 49.5, "讨薪"),
        (41.2, "medium", 41.0, "邻里"),
        (33.8, "low", 30.2, "物业"),
    )
    order = ("150525", "150522", "150502", "150523")
    names = {code: name for code, name, _open, _overdue in AREAS}
    lines = [
        RiskLine(
            area=code,
            area_name=names[code],
            group="",
            group_name="",
            count=90,
            index=index,
            level=level,
            was_index=was,
            lead_group_name=lead,
        )
        for code, (index, level, was, lead) in zip(order, values, strict=True)
    ]
    few = [code for code in names if code not in order]
    lines += [
        RiskLine(area=code, area_name=names[code], group="", group_name="", count=6, index=None, level="")
        for code in few
    ]
    return RiskBoard(
        of="", day=TODAY, window_days=30, lines=tuple(lines), policy_version="2026-01-01", as_of=ago(30)
    )


def kpis() -> KpiBoard:
    """Every KPI with a number of its own."""

    def of(place: int, kpi: Kpi) -> KpiValue:
        if kpi.unit is not KpiUnit.SHARE:
            return KpiValue(kpi=kpi.id, value=15_700 / (place + 1))
        part, whole = 14_200 - 631 * place, 15_700
        return KpiValue(kpi=kpi.id, value=part / whole, part=part, whole=whole)

    values = tuple(of(place, kpi) for place, kpi in enumerate(KPIS))
    periods = tuple(
        PeriodKpis(period=period, first_day=TODAY, last_day=TODAY, values=values)
        for period in ("today", "month", "year")
    )
    return KpiBoard(periods=periods, source="hall", as_of=ago(1))


def device(number: int, kind: str, name: str, condition: str = "ok", trouble: str = "") -> DeviceLine:
    """A machine."""
    return DeviceLine(
        device_id=f"{kind}-{number}",
        kind=kind,
        name=name,
        condition=condition,
        trouble=f"alarms.trouble.{trouble}" if trouble else "",
        facts=(("minutes", "26"),) if trouble == "silent" else (),
        seen_at=ago(0 if condition != "down" else 26),
    )
