"""What a hall may tell its walls: an empty morning, a usual day, a crowded one; with every panel. Invented."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from cases.figures.kpis import BY_ID, WINDOW_DAYS, KpiUnit, periods_at
from cases.figures.public import public_areas, public_types
from cases.hall_time import HALL_ZONE
from cases.people.place import BANNER_NAMES
from cases.views import CallView, LightsView, QueueView, RosterLine, WallDesk, WallNotice, WallView
from cases.views_figures import (
    AreaLine,
    AreaMap,
    KpiBoard,
    KpiValue,
    PeriodKpis,
    StepsView,
    TopTypes,
    TrendDay,
    TrendView,
)

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=HALL_ZONE)
TODAY = NOW.date()
AS_OF = NOW - timedelta(minutes=2)
ON_DUTY = ("法院", "检察", "公安", "司法", "信访", "人社", "住建")
TYPES = (
    ("邻里纠纷", 412),
    ("婚姻家庭", 377),
    ("土地草牧场", 301),
    ("欠薪讨薪", 255),
    ("物业纠纷", 214),
    ("房屋买卖", 166),
    ("消费纠纷", 121),
    ("交通事故赔偿", 96),
    ("医疗纠纷", 41),
    ("征地拆迁", 28),
)
BANNERS = (163, 61, 48, 22, 9, 30, 17, 3, 4)
"""Of BANNER_NAMES in their order."""
NOTICE = "本周五下午大厅检修系统，三点以后取的号，请改到下周一办理。急事请找导办台。"
LONG_NOTICE = (
    "冬季大厅开门时间从十二月一日起改为上午九点到十二点，下午两点到五点。"
    "取号从八点半开始。带老人、孩子来的，请到优先窗口。"
    "外地来的群众如果当天办不完，可以到服务台问周转住处。雪天路滑，请慢走，东门有坡道和扶手。"
)


def call(
    ticket_no: str, counter_no: int, queue_name: str = "综合受理", call_no: int = 1, zone: str = ""
) -> CallView:
    return CallView(
        ticket_no=ticket_no,
        counter_no=counter_no,
        queue_name=queue_name,
        called_at=NOW,
        call_no=call_no,
        zone_name=zone,
    )


def queue(letter: str, name: str, waiting: int, low: int | None, high: int | None) -> QueueView:
    return QueueView(letter=letter, name=name, waiting=waiting, wait_low_min=low, wait_high_min=high)


def lights(normal: int, soon: int, overdue: int, stopped: int) -> LightsView:
    return LightsView(normal=normal, soon=soon, overdue=overdue, stopped=stopped, as_of=AS_OF)


def desk(counter_no: int, state: str = "open", ticket_no: str | None = None) -> WallDesk:
    return WallDesk(
        counter_no=counter_no,
        name=f"{counter_no}号窗口",
        zone_name="接待大厅",
        state=state,
        ticket_no=ticket_no,
    )


def kpi_board(scale: int = 1, today: date = TODAY) -> KpiBoard:
    """A plausible value for every KPI: counts grow with `scale`, 0 is a year in which nothing happened yet."""
    values: list[KpiValue] = []
    for number, kpi in enumerate(BY_ID.values(), 1):
        match kpi.unit:
            case KpiUnit.SHARE:
                part, whole = 900 * scale + number, 1000 * scale + 2 * number
                value = part / whole if scale else None
                values.append(
                    KpiValue(kpi=kpi.id, value=value, part=part * bool(scale), whole=whole * bool(scale))
                )
            case KpiUnit.COUNT:
                values.append(KpiValue(kpi=kpi.id, value=157 * number * scale))
            case _:
                values.append(KpiValue(kpi=kpi.id, value=float(5 + number) if scale else None))
    return KpiBoard(
        periods=tuple(
            PeriodKpis(period=period, first_day=first, last_day=last, values=tuple(values))
            for period, first, last in periods_at(today)
        ),
        source="hall",
        as_of=AS_OF,
    )


def trend(days: int, start: int, received: int) -> TrendView:
    told: list[TrendDay] = []
    stock = start
    for number in range(days):
        ended = received + (number * 7 % 5) - 1 if received else 0
        stock += received - ended
        told.append(
            TrendDay(
                day=TODAY - timedelta(days=days - 1 - number),
                received=received,
                ended=ended,
                stock=stock,
                worsened=number % 3 if received else 0,
            )
        )
    return TrendView(days=tuple(told), as_of=AS_OF)


def types(scale: float, hidden: int = 0) -> TopTypes:
    """As a hall tells them: `hidden` of the groups had too few."""
    counts = {
        f"{number:02}": 2 if number >= len(TYPES) - hidden else int(count * scale)
        for number, (_, count) in enumerate(TYPES)
    }
    names = {f"{number:02}": name for number, (name, _) in enumerate(TYPES)}
    return public_types(counts, names, (TODAY - timedelta(days=WINDOW_DAYS - 1), TODAY), AS_OF)


def areas(scale: int) -> AreaMap:
    """As a hall tells them: what is under five is hidden, and what would tell of it."""
    lines = [
        AreaLine(area=code, name=name, open=count * scale, overdue=count * scale // 40)
        for (code, name), count in zip(BANNER_NAMES.items(), BANNERS, strict=True)
    ]
    return public_areas("", lines, AS_OF)


FIVE_CALLS = (
    call("A017", 3),
    call("Z003", 1, "优先"),
    call("B006", 5, "咨询"),
    call("A016", 2),
    call("A901", 4),
)
USUAL = WallView(
    hall_time=NOW,
    calls=FIVE_CALLS,
    queues=(
        queue("A", "综合受理", 6, 10, 18),
        queue("B", "咨询", 2, 5, 9),
        queue("C", "调解预约", 1, 0, 6),
        queue("Z", "优先", 0, 0, 0),
    ),
    not_present=("A009", "A013"),
    lights=lights(163, 12, 3, 2),
    on_duty=ON_DUTY,
    wall_desks=(
        desk(1, ticket_no="Z003"),
        desk(2, ticket_no="A016"),
        desk(3, ticket_no="A017"),
        desk(4),
        desk(5, "paused"),
        desk(6, "closed"),
    ),
    roster=(
        RosterLine(unit_name="科尔沁区人民法院", mode="RESIDENT", counter_no=3),
        RosterLine(unit_name="科尔沁区人民检察院", mode="RESIDENT", counter_no=4),
        RosterLine(unit_name="科尔沁区司法局", mode="RESIDENT", counter_no=5),
        RosterLine(unit_name="科尔沁区信访局", mode="ROTATING"),
        RosterLine(unit_name="科尔沁区妇联", mode="ON_CALL"),
    ),
    steps=StepsView(day=TODAY, counts=(14, 12, 9, 4, 3), as_of=AS_OF),
    kpis=kpi_board(),
    types=types(1),
    trend=trend(30, 192, 8),
    areas=areas(1),
    wall_notices=(WallNotice(notice_id="n1", text=NOTICE, until=NOW + timedelta(hours=3)),),
)
MORNING = WallView(
    hall_time=NOW,
    queues=tuple(
        queue(letter, name, 0, None, None)
        for letter, name in zip("ABCZ", ("综合受理", "咨询", "调解预约", "优先"), strict=True)
    ),
    lights=lights(0, 0, 0, 0),
    on_duty=ON_DUTY,
    steps=StepsView(day=TODAY, counts=(0, 0, 0, 0, 0), as_of=AS_OF),
    kpis=kpi_board(0),
    types=types(0),
    trend=trend(30, 0, 0),
    areas=areas(0),
)
BUSY = WallView(
    hall_time=NOW,
    calls=(
        call("A1017", 12, call_no=2, zone="矛盾纠纷多元化解区"),
        call("A1016", 10),
        call("Z103", 11, "优先"),
        call("B1006", 5, "咨询"),
        call("A999", 2),
    ),
    queues=(
        queue("A", "综合受理", 126, 130, 180),
        queue("B", "咨询", 24, 35, 59),
        queue("C", "调解预约", 11, 100, 119),
        queue("Z", "优先", 9, 20, 35),
    ),
    not_present=tuple(f"A10{n:02}" for n in range(12)),
    lights=lights(15700, 1200, 1367, 212),
    on_duty=(*ON_DUTY, "民政", "卫健", "市场监管"),
    wall_desks=tuple(
        desk(number, "closed" if number % 5 == 0 else "open", f"A1{number:03}" if number % 2 else None)
        for number in range(1, 13)
    ),
    roster=tuple(
        RosterLine(unit_name=f"科尔沁区{name}局", mode="RESIDENT", counter_no=number)
        for number, name in enumerate(
            (
                "司法",
                "公安",
                "信访",
                "民政",
                "卫健",
                "住建",
                "人社",
                "教育",
                "农牧",
                "水务",
                "市场监管",
                "自然资源",
            ),
            1,
        )
    ),
    steps=StepsView(day=TODAY, counts=(1327, 1204, 998, 1410, 873), as_of=AS_OF),
    kpis=kpi_board(100),
    types=types(13, hidden=2),
    trend=trend(30, 15700, 120),
    areas=areas(37),
    wall_notices=(
        WallNotice(notice_id="n1", text=NOTICE, until=NOW + timedelta(hours=3)),
        WallNotice(notice_id="n2", text=LONG_NOTICE, until=NOW + timedelta(days=3)),
    ),
)
LATER = timedelta(minutes=40)
HOUR = timedelta(hours=1)
STALE = replace(
    USUAL,
    hall_time=NOW + LATER,
    types=replace(types(1), as_of=AS_OF - HOUR),
    areas=replace(areas(1), as_of=AS_OF - HOUR),
)
"""The hall answers, but its figures are 42 minutes old; those that are told by the hour are an hour older."""
