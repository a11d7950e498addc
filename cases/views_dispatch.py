"""The command zone's screen (视频指挥调度区) as it is told: staff see cases by role and area, and no person's name."""

from dataclasses import dataclass
from datetime import datetime

from cases.alarm.alarm import Alarm
from cases.views import DeskView, LightsView, PolicyView, RosterLine, UpstreamView, WallNotice
from cases.views_figures import AreaMap, CaseLine, KpiBoard, StepsView, TopTypes, TrendView
from cases.views_risk import RiskBoard
from cases.views_supervision import Counts, ItemRow, WhistleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmGroup:
    """Alarms of one kind that came in a flood, as one line. `alarms`: at most ten of them, the newest; `count` all.

    `group_id` stands for all of them where alarms are acknowledged.
    """

    kind: str
    count: int
    since: datetime
    alarms: tuple[Alarm, ...]
    group_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmBoard:
    """Open alarms: single ones and groups, most urgent first; what was acknowledged and is not over yet.

    `sound`: rises with every alarm (a flood is one) that nobody has heard yet; a screen rings when it rises above the
    first value that it saw, and never when it falls. `load`: how often the busiest dispatcher acknowledged in the last
    hour (a group is once), `load_design` what the work is laid out for.
    """

    open: tuple[Alarm, ...] = ()
    groups: tuple[AlarmGroup, ...] = ()
    acknowledged: tuple[Alarm, ...] = ()
    total_open: int = 0
    sound: int = 0
    load: int = 0
    load_design: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The supervision list by rung and trigger; `worst`: at most 20 items, the earliest limit first."""

    total: int
    by_rung: Counts
    by_trigger: Counts
    awaiting: int  # items with a draft that waits for a leader
    worst: tuple[ItemRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DualLine:
    """双交办: which half has reported and which has not."""

    case: CaseLine
    reported_unit_name: str
    waiting_unit_name: str
    assigned_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneLine:
    """A function zone: its counters and rooms, and how many citizens are there. `rooms` 0: it has none."""

    zone: str
    name: str
    desks: int
    desks_open: int
    serving: int
    waiting: int
    rooms: int = 0
    rooms_in_use: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """A screen or a device with its health. `condition`: "ok", "warning", "down"; `trouble`: the worst, as a text key;
    `others`: how much more is wrong with it."""

    device_id: str
    kind: str  # "kiosk", "counter", "wall"
    name: str
    condition: str
    trouble: str
    facts: tuple[tuple[str, str], ...]
    seen_at: datetime | None
    others: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HallLine:
    """How fresh what a hall told is: at the centre one for each hall, at a hall its own way to the centre."""

    stream: str
    name: str
    heard_at: datetime | None
    lag_s: int | None
    backlog: int | None
    behind: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDutyLine:
    """值班: who is signed in, at which counter; staff see names of staff."""

    staff_name: str
    role: str
    unit_name: str
    counter_no: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchView:
    """Everything on the dispatch screen. `area`: what whoever is signed in sees, "" everything here."""

    hall_time: datetime
    area: str = ""
    place: str = ""  # the area, or the hall, in words
    lights: LightsView | None = None
    stream: tuple[CaseLine, ...] = ()  # 案件流: open cases, the newest first, at most 50
    alarms: AlarmBoard | None = None
    ladder: Ladder | None = None
    whistles: tuple[WhistleRow, ...] = ()  # at most 200
    whistles_total: int = 0  # all of them
    dual: tuple[DualLine, ...] = ()  # at most 50
    dual_total: int = 0
    desks: tuple[DeskView, ...] = ()
    zones: tuple[ZoneLine, ...] = ()
    roster: tuple[RosterLine, ...] = ()
    staff_on_duty: tuple[OnDutyLine, ...] = ()
    devices: tuple[DeviceLine, ...] = ()
    halls: tuple[HallLine, ...] = ()
    steps: StepsView | None = None
    kpis: KpiBoard | None = None
    types: TopTypes | None = None
    trend: TrendView | None = None
    areas: AreaMap | None = None
    risk: RiskBoard | None = None
    wall_notices: tuple[WallNotice, ...] = ()
    upstream: UpstreamView | None = None
    policy: PolicyView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """A case opened from a list: its facts and what happened, without a person (the counter's page has those)."""

    line: CaseLine
    facts: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]  # unit's name, state of its share
    clocks: tuple[tuple[str, str, datetime], ...]  # kind, light, due
    steps: tuple[tuple[str, datetime], ...]  # type of event, when; newest last
    acts: tuple[
        str, ...
    ]  # what whoever looks may do from here: "whistle", "remind", "supervise", "name_responsible"
    items: tuple[str, ...] = ()
    whistles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """提醒 from the screen: to whom and when."""

    case_id: str
    unit_name: str
    at: datetime
