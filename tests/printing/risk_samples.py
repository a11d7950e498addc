"""Reports of risk: a crowded banner, a small town with next to nothing, and the longest names there are."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from cases.hall_time import HALL_ZONE
from cases.risk.warning_report import (
    CountRow,
    HotSpotRow,
    IndexTerm,
    Repeats,
    UnitRow,
    WarningReport,
    WeekRow,
    WindowCounts,
)
from printing.a4.papers.risk_warning import RiskWarning
from tests.printing.a4_facts import COMMON

AS_OF = datetime(2026, 11, 23, 0, 5, tzinfo=HALL_ZONE)
_TOWNS = (
    *(("大林镇", 31, 18), ("钱家店镇", 27, 29), ("余粮堡镇", 22, 9), ("木里图镇", 19, 19), ("丰田镇", 17, 8)),
    *(("清河镇", 14, 15), ("育新镇", 12, 6), ("庆和镇", 11, 3), ("敖力布皋镇", 9, 12), ("西门街道", 8, 8)),
    *(("莫力庙苏木", 6, 0), ("科尔沁街道", 2, 7)),
)
_KINDS = (
    *(
        ("土地及资源权属纠纷", 58, 31),
        ("劳动人事争议", 41, 38),
        ("邻里纠纷", 30, 33),
        ("合同及相关纠纷", 21, 18),
    ),
    *(("婚恋家庭纠纷", 14, 20), ("金融借贷纠纷", 9, 4), ("侵权相关纠纷", 5, 5)),
)
_STOCK = (61, 63, 62, 66, 70, 75, 74, 79, 86, 91, 97, 103, 112)

CROWDED = WarningReport(
    area="150502",
    area_name="科尔沁区",
    group="",
    group_name="",
    index_tenths=643,
    level="high",
    was_level="medium",
    day=date(2026, 11, 22),
    first_day=date(2026, 10, 24),
    last_day=date(2026, 11, 22),
    before_first_day=date(2025, 10, 24),
    before_last_day=date(2025, 11, 22),
    as_of=AS_OF,
    source="hall",
    policy_version="2026-01-01",
    window=WindowCounts(
        received=178,
        accepted=161,
        closed=92,
        resolved=81,
        closed_in_time=80,
        evaluated=44,
        content=37,
        median_workdays=9,
    ),
    before=WindowCounts(
        received=149,
        accepted=140,
        closed=138,
        resolved=126,
        closed_in_time=129,
        evaluated=61,
        content=57,
        median_workdays=7,
    ),
    open=112,
    overdue=17,
    terms=(
        IndexTerm(
            term="V",
            tenths=597,
            weight_percent=25,
            facts=(
                ("count", "178"),
                ("usual", "149.2"),
                ("basis", "people"),
                ("people", "861000"),
                ("excess", "4.6"),
            ),
        ),
        IndexTerm(
            term="S",
            tenths=412,
            weight_percent=20,
            facts=(("count", "178"), ("simple", "104"), ("ordinary", "49"), ("difficult", "25")),
        ),
        IndexTerm(term="O", tenths=152, weight_percent=20, facts=(("red", "17"), ("open", "112"))),
        IndexTerm(term="D", tenths=148, weight_percent=10, facts=(("bad", "7"), ("rated", "44"))),
        IndexTerm(term="R", tenths=107, weight_percent=15, facts=(("repeated", "19"), ("count", "178"))),
        IndexTerm(term="G", tenths=None, weight_percent=10, facts=(("count", "178"), ("windows", "3"))),
    ),
    areas=tuple(
        CountRow(key=f"15050210{number}", name=name, now=now, before=before)
        for number, (name, now, before) in enumerate(_TOWNS)
    ),
    areas_rest=4,
    types=tuple(
        CountRow(key=f"{number:02}", name=name, now=now, before=before)
        for number, (name, now, before) in enumerate(_KINDS, 1)
    ),
    types_rest=3,
    hot_spots=(
        HotSpotRow(
            area_name="科尔沁区大林镇", group_name="土地及资源权属纠纷", count=11, mean_tenths=21, z_tenths=61
        ),
        HotSpotRow(
            area_name="科尔沁区庆和镇", group_name="劳动人事争议", count=7, mean_tenths=9, z_tenths=48
        ),
        HotSpotRow(area_name="科尔沁区丰田镇", group_name="邻里纠纷", count=5, mean_tenths=12, z_tenths=29),
    ),
    overdue_units=(
        UnitRow(name="科尔沁区自然资源局", open=21, overdue=7),
        UnitRow(name="大林镇人民政府", open=17, overdue=4),
        UnitRow(name="科尔沁区人力资源和社会保障局", open=25, overdue=3),
    ),
    weeks=tuple(
        WeekRow(
            first_day=date(2026, 8, 24) + timedelta(days=7 * at),
            received=28 + (at * 5) % 17,
            ended=24 + (at * 7) % 13,
            stock=stock,
        )
        for at, stock in enumerate(_STOCK)
    ),
    repeats=Repeats(repeated=19, count=178),
    small_sample=5,
    suggestions=(
        "组织研判会商，明确牵头单位和责任人，逐件排查在办事项，十日内报送情况。",
        "新发较多，请属地网格员、联户长加密走访，早发现、早登记，能当场化解的当场化解。",
        "土地、草牧场纠纷居前，请农牧、自然资源部门会同苏木乡镇核对承包合同和界址，赶在春耕、接羔以前化解。",
    ),
)
_GROWN = IndexTerm(
    term="G", tenths=633, weight_percent=10, facts=(("count", "178"), ("windows", "3"), ("mean", "141.7"))
)
_NONE = WindowCounts(
    received=0,
    accepted=0,
    closed=0,
    resolved=0,
    closed_in_time=0,
    evaluated=0,
    content=0,
    median_workdays=None,
)
SMALL = replace(
    CROWDED,
    area="150502104",
    area_name="科尔沁区育新镇",
    group="02",
    group_name="邻里纠纷",
    index_tenths=402,
    level="medium",
    was_level="",
    window=replace(_NONE, received=5, accepted=4, closed=1, closed_in_time=1, resolved=1, median_workdays=3),
    before=_NONE,
    open=4,
    overdue=0,
    terms=(
        IndexTerm(
            term="V",
            tenths=402,
            weight_percent=25,
            facts=(("count", "5"), ("usual", "3.1"), ("basis", "own_year"), ("excess", "1.1")),
        ),
        *CROWDED.terms[1:],
    ),
    areas=(CountRow(key="150502104", name="育新镇", now=5, before=0, is_own=True),),
    areas_rest=0,
    types=(CountRow(key="0203", name="相邻污染损害防止", now=4, before=0),),
    types_rest=1,
    hot_spots=(),
    overdue_units=(),
    weeks=tuple(
        replace(week, received=int(at > 9), ended=int(at == 12), stock=max(0, at - 9 - int(at == 12)))
        for at, week in enumerate(CROWDED.weeks)
    ),
    repeats=Repeats(repeated=0, count=5),
    suggestions=(),
)
LONG = replace(
    CROWDED,
    area="150522",
    area_name="科尔沁左翼后旗",
    group="12",
    group_name="涉民政纠纷",
    areas=tuple(
        replace(row, name="科尔沁左翼后旗胜利农场管理委员会", is_own=at == 1)
        for at, row in enumerate(CROWDED.areas)
    ),
    types=tuple(replace(row, name="用水排水通行通风采光、相邻土地建筑利用") for row in CROWDED.types),
    hot_spots=tuple(
        replace(row, area_name="科尔沁左翼后旗胜利农场管理委员会", group_name="城乡建设发展纠纷")
        for row in CROWDED.hot_spots
    )
    * 3,
    overdue_units=tuple(
        replace(row, name="科尔沁左翼后旗住房和城乡建设局房屋征收补偿服务中心", open=1204, overdue=1087)
        for row in CROWDED.overdue_units
    ),
    terms=(*CROWDED.terms[:-1], _GROWN),
    weeks=tuple(replace(week, received=1234, ended=1187, stock=98765) for week in CROWDED.weeks),
    open=98765,
    overdue=1087,
)
BETTER = replace(  # of the centre: nothing known of persons, and everything better than a year ago
    CROWDED,
    area="150521",
    area_name="科尔沁左翼中旗",
    level="low",
    was_level="extreme",
    source="centre",
    window=replace(
        CROWDED.before,
        closed_in_time=CROWDED.before.closed,
        median_workdays=5,
        received=CROWDED.before.received,
    ),
    terms=(
        IndexTerm(term="V", tenths=None, weight_percent=25, facts=(("count", "149"),)),
        *CROWDED.terms[1:4],
        IndexTerm(term="R", tenths=None, weight_percent=15, facts=()),
        _GROWN,
    ),
    areas=(),
    types=(),
    repeats=None,
)


def paper_of(report: WarningReport, words: tuple[tuple[str, str], ...] = (), record: str = "") -> RiskWarning:
    """Its draft; `record`: the digest under which it was approved."""
    number = "科综治预警〔2026〕3号" if record else "草稿，未编号"
    return RiskWarning(**COMMON, number=number, report=report, words=words, record_hash=record)
