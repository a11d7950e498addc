"""Hand-made views of the dispatch screen: nothing yet, a quiet, a usual and a crowded morning. Invented, no person."""

from dataclasses import replace
from datetime import timedelta

from cases.alarm.alarm import AlarmKind
from cases.figures.figure import NO_AREA
from cases.views import DeskView, LightsView, RosterLine, UpstreamView, WallNotice
from cases.views_dispatch import (
    AlarmBoard,
    AlarmGroup,
    DispatchView,
    DualLine,
    HallLine,
    Ladder,
    OnDutyLine,
    ZoneLine,
)
from cases.views_figures import AreaLine, AreaMap, StepsView, TopTypes, TrendView
from cases.views_risk import RiskBoard
from tests.hall_display.dispatch_parts import (
    ALARMS,
    AREAS,
    LADDER,
    NOW,
    STREAM,
    TODAY,
    ago,
    alarm,
    case,
    device,
    kpis,
    risk,
    trend,
    types,
    whistle,
)

EMPTY = DispatchView(hall_time=NOW, place="科尔沁区综治中心")
QUIET = DispatchView(
    hall_time=NOW,
    place="科尔沁区综治中心",
    lights=LightsView(normal=0, soon=0, overdue=0, stopped=0, as_of=ago(1)),
    alarms=AlarmBoard(),
    ladder=Ladder(total=0, by_rung=(), by_trigger=(), awaiting=0),
    steps=StepsView(day=TODAY, counts=(0, 0, 0, 0, 0), as_of=ago(1)),
    types=TopTypes(first_day=TODAY, last_day=TODAY, lines=(), rest=0, total=0, as_of=ago(1)),
    trend=TrendView(days=(), as_of=ago(1)),
    areas=AreaMap(
        of="",
        lines=tuple(AreaLine(area=code, name=name, open=0, overdue=0) for code, name, _o, _d in AREAS),
        total_open=0,
        total_overdue=0,
        as_of=ago(1),
    ),
    risk=RiskBoard(of="", day=TODAY, window_days=30, lines=(), policy_version="2026-01-01", as_of=ago(30)),
    upstream=UpstreamView(connected=True, backlog=0, last_ok=ago(0)),
)
USUAL = DispatchView(
    hall_time=NOW,
    place="科尔沁区综治中心",
    lights=LightsView(normal=301, soon=24, overdue=17, stopped=9, as_of=ago(1)),
    stream=STREAM,
    alarms=ALARMS,
    ladder=LADDER,
    whistles_total=3,
    whistles=(
        whistle(44, "住房和城乡建设局", "missed", 190, -41),
        whistle(50, "人力资源和社会保障局", "called", 12, 18),
        whistle(58, "公安分局", "confirmed", 25, 65),
    ),
    dual_total=2,
    dual=(
        DualLine(
            case=case(60, "green", 9),
            reported_unit_name="司法局",
            waiting_unit_name="明仁街道",
            assigned_at=ago(4400),
        ),
        DualLine(
            case=case(59, "green", 6),
            reported_unit_name="住房和城乡建设局",
            waiting_unit_name="信访局",
            assigned_at=ago(1500),
        ),
    ),
    desks=(
        DeskView(
            counter_no=1, staff_id="s1", staff_name="斯琴", serving="A017", served_today=9, mean_service_s=720
        ),
        DeskView(counter_no=2, staff_id="s2", staff_name="包某甲", serving=None, served_today=7),
        DeskView(
            counter_no=3,
            staff_id="s3",
            staff_name="王某乙",
            serving=None,
            paused=True,
            paused_until=NOW + timedelta(minutes=18),
            served_today=4,
        ),
        DeskView(counter_no=5, staff_id="s5", staff_name="李某丙", serving="C003", served_today=3),
    ),
    zones=(
        ZoneLine(zone="reception", name="引导受理区", desks=4, desks_open=3, serving=2, waiting=6),
        ZoneLine(
            zone="mediation",
            name="矛盾调解区",
            desks=2,
            desks_open=1,
            serving=1,
            waiting=1,
            rooms=3,
            rooms_in_use=1,
        ),
        ZoneLine(
            zone="litigation",
            name="诉讼服务区",
            desks=1,
            desks_open=1,
            serving=0,
            waiting=2,
            rooms=1,
            rooms_in_use=0,
        ),
        ZoneLine(zone="advice", name="法律咨询区", desks=1, desks_open=0, serving=0, waiting=0),
    ),
    roster=(
        RosterLine(unit_name="人民法院", mode="RESIDENT", counter_no=6),
        RosterLine(unit_name="司法局", mode="RESIDENT", counter_no=5),
        RosterLine(unit_name="人力资源和社会保障局", mode="ROTATING", counter_no=4),
        RosterLine(unit_name="住房和城乡建设局", mode="ON_CALL"),
    ),
    staff_on_duty=(
        OnDutyLine(staff_name="斯琴", role="reception", unit_name="", counter_no=1),
        OnDutyLine(staff_name="包某甲", role="reception", unit_name="", counter_no=2),
        OnDutyLine(staff_name="乌某丁", role="dispatcher", unit_name="", counter_no=None),
    ),
    devices=(
        device(1, "kiosk", "1号自助机"),
        device(2, "kiosk", "2号自助机", "warning", "paper_near_end"),
        device(3, "kiosk", "3号自助机", "down", "silent"),
        device(1, "counter", "1号窗口"),
        device(2, "counter", "2号窗口"),
        device(1, "wall", "大屏"),
    ),
    halls=(HallLine(stream="150502000", name="科尔沁区", heard_at=ago(0), lag_s=4, backlog=0, behind=False),),
    steps=StepsView(day=TODAY, counts=(38, 31, 27, 14, 9), as_of=ago(1)),
    kpis=kpis(),
    types=types(),
    trend=trend(),
    areas=AreaMap(
        of="",
        lines=(
            *(AreaLine(area=code, name=name, open=open_, overdue=late) for code, name, open_, late in AREAS),
            AreaLine(area=NO_AREA, name="没写地点", open=9, overdue=0),
        ),
        total_open=351,
        total_overdue=17,
        as_of=ago(1),
    ),
    risk=risk(),
    wall_notices=(
        WallNotice(
            notice_id="n1",
            text="今天来访的人多，等候时间会长一些，约40分钟，请谅解。",
            until=NOW + timedelta(minutes=25),
        ),
    ),
    upstream=UpstreamView(connected=True, backlog=0, last_ok=ago(0)),
)


def _crowded() -> DispatchView:
    alarms = tuple(
        alarm(
            100 + n,
            kind,
            3 + n,
            of_case=100 + n,
            unit="经济技术开发区执法局",
            name=f"{n + 1}号自助机",
            persons=str(20 + n),
            item_id=f"i{n}",
        )
        for n, kind in enumerate((*AlarmKind, *AlarmKind))
    )
    flood = tuple(alarm(200 + n, AlarmKind.OVERDUE, 1, of_case=200 + n) for n in range(10))
    return replace(
        USUAL,
        place="经济技术开发区社会治安综合治理中心",
        lights=LightsView(normal=15_700, soon=1_224, overdue=1_367, stopped=212, as_of=ago(1)),
        stream=tuple(
            case(1000 + n, ("red", "yellow", "green", "grey")[n % 4], n * 7 % 40, past=n % 4 == 0)
            for n in range(50)
        ),
        alarms=AlarmBoard(
            open=alarms,
            groups=(
                AlarmGroup(kind="overdue", count=100, since=ago(1), alarms=flood, group_id="group:overdue"),
            ),
            acknowledged=tuple(
                replace(one, acknowledged_at=ago(5), acknowledged_by="d1" if n % 2 else "x")
                for n, one in enumerate(alarms[:6])
            ),
            total_open=len(alarms) + 100,
            sound=113,
            load=26,
            load_design=10,
        ),
        ladder=replace(
            LADDER,
            total=1243,
            awaiting=118,
            by_rung=(
                ("", 512),
                ("work_reminder", 401),
                ("interview", 205),
                ("public_criticism", 81),
                ("rectification_notice", 34),
                ("accountability_proposal", 10),
            ),
        ),
        whistles_total=24,
        whistles=tuple(
            whistle(
                300 + n,
                "人力资源和社会保障局",
                "missed" if n < 6 else "called",
                100 + n,
                n - 6,
            )
            for n in range(24)
        ),
        dual_total=73,  # of which fifty are told
        dual=tuple(
            DualLine(
                case=case(400 + n, "green", 9),
                reported_unit_name="司法局",
                waiting_unit_name="经济技术开发区执法局",
                assigned_at=ago(1500 * n),
            )
            for n in range(50)
        ),
        desks=tuple(
            DeskView(
                counter_no=n,
                staff_id=f"s{n}",
                staff_name="斯琴高娃",
                serving=f"A{100 + n}",
                served_today=20 + n,
            )
            for n in range(1, 13)
        ),
        zones=USUAL.zones * 1
        + tuple(
            ZoneLine(
                zone=f"z{n}",
                name=f"专业性行业性调解区{n}",
                desks=2,
                desks_open=2,
                serving=2,
                waiting=12,
                rooms=4,
                rooms_in_use=4,
            )
            for n in range(8)
        ),
        roster=tuple(
            RosterLine(unit_name=f"第{n}综合行政执法局", mode="ROTATING", counter_no=n) for n in range(1, 20)
        ),
        devices=tuple(
            device(
                n,
                "kiosk",
                f"{n}号自助机",
                ("ok", "warning", "down")[n % 3],
                ("", "paper_near_end", "silent")[n % 3],
            )
            for n in range(1, 25)
        ),
        halls=tuple(
            HallLine(stream=code, name=name, heard_at=ago(n * 7), lag_s=n * 420, backlog=n * 31, behind=n > 4)
            for n, (code, name, _o, _d) in enumerate(AREAS)
        ),
        types=types(37),
    )


CROWDED = _crowded()
