"""What the screens are shown: frozen values that cross from the store's client into view-models.

Times are aware; wording is not here: keys and numbers only. Nothing in the wall's or the kiosk's views names a person.
"""

from dataclasses import dataclass
from datetime import date, datetime

from cases.citizen_views import EndedVisit, Standing
from cases.matter.matter import OpenMatter, PrivateMatter
from cases.views_figures import AreaMap, KpiBoard, StepsView, TopTypes, TrendView
from cases.views_supervision import WhistleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    """A queue as kiosk and wall show it. No range while no desk serves it."""

    letter: str
    name: str
    waiting: int
    wait_low_min: int | None = None
    wait_high_min: int | None = None
    closed: bool = False  # no more numbers for today: the next ones are for the next open day


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """Policy files as the hall has revised them: a screen lays them over its own assets. `rev` names the result.

    `day`: the business date whose versions hold; without one a screen takes its own.
    """

    rev: str = ""
    files: tuple[tuple[str, str], ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChange:
    """One revision of the past: the names of the files that it replaced, by whom and why."""

    at: datetime
    staff_id: str
    staff_name: str
    why: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WallDesk:
    """A counter on the wall. `state`: "open", "paused" or "closed"."""

    counter_no: int
    name: str
    zone_name: str
    state: str
    ticket_no: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """Who is on duty today: a unit, its mode (常驻, 轮驻, 随驻), its counter if it has one."""

    unit_name: str
    mode: str
    counter_no: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """One called number."""

    ticket_no: str
    counter_no: int
    queue_name: str
    called_at: datetime
    call_no: int
    zone_name: str = ""  # where the counter is; empty in the reception hall itself


@dataclass(frozen=True, slots=True, kw_only=True)
class LightsView:
    """Open cases by their worst running clock: whole-hall totals, exact, 0 included (domain.md §4.2)."""

    normal: int
    soon: int
    overdue: int
    stopped: int
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WallNotice:
    """大屏通知: a public sentence, for a while."""

    notice_id: str
    text: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WallView:
    """The public wall."""

    hall_time: datetime
    calls: tuple[CallView, ...] = ()  # newest first, five at most
    queues: tuple[QueueView, ...] = ()
    not_present: tuple[str, ...] = ()  # 叫过没到
    lights: LightsView | None = None
    on_duty: tuple[str, ...] = ()
    wall_desks: tuple[WallDesk, ...] = ()
    roster: tuple[RosterLine, ...] = ()
    policy: PolicyView | None = None
    # Figures: whole-hall totals are exact, parts of them hidden where they are small (views_figures).
    steps: StepsView | None = None
    kpis: KpiBoard | None = None
    types: TopTypes | None = None
    trend: TrendView | None = None
    areas: AreaMap | None = None
    wall_notices: tuple[WallNotice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAnswerView:
    """Who comes to a kiosk that called."""

    help_id: str
    staff_name: str
    counter_no: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskView:
    """What a kiosk hears from the hall."""

    hall_time: datetime
    queues: tuple[QueueView, ...] = ()
    on_duty: tuple[str, ...] = ()
    help_answers: tuple[HelpAnswerView, ...] = ()  # of this kiosk, of today
    ended: tuple[EndedVisit, ...] = ()  # minutes ago, not evaluated yet
    policy: PolicyView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLease:
    """Leased ticket numbers first..last of one queue and business date (design.md §2)."""

    queue: str
    business_date: date
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialLease:
    """Leased case-code serials first..last of one date."""

    business_date: date
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leases:
    """Everything a kiosk holds to work through an outage."""

    numbers: tuple[NumberLease, ...] = ()
    serials: tuple[SerialLease, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketAnswer:
    """The number that stands for a visit, and what the done page says beside it."""

    visit_id: str
    ticket_no: str
    queue: str
    people_ahead: int | None  # None: from a lease, nobody knows
    wait_low_min: int | None
    wait_high_min: int | None
    leased: bool
    answer_by: date | None  # 是否受理 is told before the end of this day; None without a case
    business_date: date | None = None  # the day that the number is for; None: kept by an earlier release


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressView:
    """查进度 and the citizen's page: steps and dates, no person, no category.

    `standing` None: this store cannot tell (a newer event); the five steps stand. `may_evaluate`: it can be rated now.
    """

    case_code: str
    registered_at: datetime
    step: int  # 1 录入 … 5 评价
    outcome: str  # text key of one sentence: "progress.registered", "progress.accepted", "progress.rejected"
    answer_by: date | None
    as_of: datetime
    standing: Standing | None = None
    may_evaluate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """The place in line behind the ticket's QR."""

    ticket_no: str
    visit_state: str  # VisitState
    people_ahead: int
    wait_low_min: int | None
    wait_high_min: int | None
    counter_no: int | None
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A ticket in a counter's lists. No person: persons are read one at a time, by the desk that serves them."""

    visit_id: str
    ticket_no: str
    queue: str
    visit_state: str
    category: str | None
    party_count: int | None
    place_at: datetime
    leased: bool
    has_matter: bool
    counter_no: int | None = None
    calls_count: int = 0
    called_at: datetime | None = None
    started_at: datetime | None = None
    case_id: str | None = None
    draft_id: str | None = None
    # What cases.queue.queue_order needs to name the same next ticket as the hall:
    eligible_from_call: int = 0  # 过号回队
    for_counter: int | None = None
    appointment_at: datetime | None = None
    overtaken: int = 0
    priority: str | None = None  # category key of hall.toml, self-declared
    priority_verified: bool = False
    hold_reason: str | None = None
    hold_until: datetime | None = None
    to_counter: int | None = None  # of an open transfer; `counter_no` is then the desk that gave it away
    to_zone: str | None = None
    transfers: int = 0
    by_hand: bool = False
    twice: bool = False  # called by hand at two counters: a person must sort it out
    emergency: bool = False  # emergency words: called before the line, by whoever calls next


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRow:
    """An unanswered 叫人帮忙."""

    help_id: str
    kiosk_id: str
    kiosk_name: str
    called_at: datetime
    reason: str = ""  # an emergency's kind; "": the button was pressed


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """Something that a member of staff must know: a paper that did not come, a flood of tickets, a late matter.

    `code` names the staff sentence of a refusal text; `facts` are its arguments as pairs."""

    notice_id: str
    code: str
    facts: tuple[tuple[str, str], ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """An open case by its worst clock, for the counter's right column. `due_at` is the exclusive instant."""

    case_id: str
    case_code: str
    category: str | None
    case_state: str
    clock: str
    due_at: datetime
    light: str  # deadline_light.Light
    left_unit: str  # deadline_light.TimeUnit
    left: int
    past: bool  # overdue by `left`


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """One counter of the hall."""

    counter_no: int
    staff_id: str | None
    staff_name: str
    serving: str | None  # ticket number
    paused: bool = False
    paused_until: datetime | None = None
    served_today: int = 0
    mean_service_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamView:
    """How far the centre has heard."""

    connected: bool
    backlog: int
    last_ok: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRow:
    """A paper that its citizen does not hold, as far as anybody knows. `reason`: a refusal's code, "" for none."""

    visit_id: str
    ticket_no: str
    paper: str  # "queue_ticket" or "receipt"
    result: str  # of cases.queue.visit_events.PaperState
    reason: str
    at: datetime
    case_id: str | None = None  # of the visit


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterView:
    """The hall as every counter sees it; a counter picks what is its own."""

    hall_time: datetime
    waiting: tuple[WaitingRow, ...] = ()
    at_desks: tuple[WaitingRow, ...] = ()
    not_present: tuple[WaitingRow, ...] = ()
    desks: tuple[DeskView, ...] = ()
    queues: tuple[QueueView, ...] = ()
    help: tuple[HelpRow, ...] = ()
    notices: tuple[NoticeRow, ...] = ()
    due: tuple[DueRow, ...] = ()  # worst first, at most 200
    lights: LightsView | None = None
    upstream: UpstreamView | None = None
    calls_count: tuple[tuple[str, int], ...] = ()  # first calls of today per queue
    since_priority: int = 0  # first calls since the last one of 优先
    held: tuple[WaitingRow, ...] = ()  # 挂起
    transferred: tuple[WaitingRow, ...] = ()  # 转出未签收
    policy: PolicyView | None = None
    whistles: tuple[WhistleRow, ...] = ()  # units that were called and are not here yet
    papers: tuple[PaperRow, ...] = ()  # of today's visits, that did not come out; the newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterView:
    """A matter opened for the desk that serves the visit (reading it is an event)."""

    case_id: str | None
    case_code: str | None
    case_state: str | None  # None: a draft, not registered yet
    draft_id: str | None
    open: OpenMatter
    private: PrivateMatter
    private_readable: bool  # False: the seal could not be opened here; the open part stands
    registered_at: datetime | None
    answer_by: date | None
    # What was typed for a case that stands, and not written into it yet (autosave):
    unsaved_open: OpenMatter | None = None
    unsaved_private: PrivateMatter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftKept:
    """「已保存 09:41」: the hall has the form, durably, since then."""

    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffView:
    """A member of staff who may sign in, without the PIN."""

    staff_id: str
    name: str
    role: str
    unit: str = ""  # of units.toml; "": the centre's own people
