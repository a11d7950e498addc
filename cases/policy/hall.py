"""hall.toml: the centre's name, hours, queues, counters and desks."""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from cases.deadlines.work_calendar import OpeningPolicy, Weekday
from cases.people.place import BANNER_NAMES
from cases.policy.policy_file import Mistake, Part, PolicyError, PolicyFile, parse_file

_URL = re.compile(r"(?P<scheme>https?)://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~/-]*[A-Za-z0-9._~-])?")


class QueuePolicy(Part):
    """One queue (队列). The service minutes are the prior of the expected wait, until the day has its own."""

    letter: str = Field(pattern=r"^[A-Z]$")
    name: str = Field(min_length=1)
    waiting_place: str = Field(min_length=1)
    service_mean_minutes: int = Field(ge=1, le=240)
    service_cv: float = Field(gt=0, le=3)
    priority: bool = False  # 优先: called by share, see [calling]


class CallingPolicy(Part):
    """叫号: how often a number is called, how a missed one comes back, what priority may (domain.md §7).

    `overtaking_max`: so many later numbers may be called before an ordinary one, then it is next.
    """

    calls_max: int = Field(ge=1, le=10)
    return_after_numbers: int = Field(ge=0, le=50)
    returns_max: int = Field(ge=0, le=10)
    overtaking_max: int = Field(ge=1, le=50)
    priority_one_of: int = Field(ge=2, le=10)  # one of so many calls
    priority_after_minutes: int = Field(ge=1, le=120)  # then it is next
    undo_seconds: int = Field(ge=0, le=60)
    postpone_minutes: int = Field(ge=1, le=60)  # 请等我十分钟
    postponements_max: int = Field(ge=0, le=5)
    unfinished_after_minutes: int = Field(
        ge=10, le=480
    )  # a visit at a desk for longer: the supervisor is told


class HoldReason(Part):
    """Why a visit is put on hold (挂起), and how long if nobody says otherwise."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)
    minutes: int = Field(ge=1, le=240)


class NamedReason(Part):
    """A reason that staff choose."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)


class PriorityCategory(Part):
    """优先办理 (domain.md §7): declared by the citizen, checked at the counter."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)


class AppointmentsPolicy(Part):
    """A slot is held so long: who comes earlier waits for it, who comes later is in line like everybody."""

    early_minutes: int = Field(ge=0, le=120)
    late_minutes: int = Field(ge=0, le=120)
    slot_minutes: int = Field(ge=5, le=240)
    queue: str = Field(pattern=r"^[A-Z]$")


class GroupsPolicy(Part):
    """One ticket for several persons (domain.md §1.3 P6)."""

    persons_max: int = Field(ge=2)
    representatives_max: int = Field(ge=1, le=5)
    announce_from: int = Field(ge=2)  # so many at once: dispatch is told at once


class ClosingPolicy(Part):
    """No more numbers than can be served before closing; from then on they are for the next open day."""

    stop_when_wait_exceeds_rest: bool
    spare_minutes: int = Field(ge=0, le=120)  # of overtime that the hall is ready to work


class ZonePolicy(Part):
    """A function zone (功能区, domain.md §1.2 S2)."""

    key: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)


class CounterPolicy(Part):
    """A counter (窗口), the queues that it serves, and the zone where it stands.

    `weights`: beside the letters in `serves`, 1 where it is not said: a waited minute counts so much here.
    """

    number: int = Field(ge=1, le=99)
    name: str = Field(min_length=1)
    serves: tuple[str, ...] = Field(min_length=1)
    weights: dict[str, float] = Field(default_factory=dict)
    zone: str = "reception_hall"


class EvaluationPolicy(Part):
    """好差评 beside a counter, in minutes. As it was before a hall could say so, where its own text does not."""

    offered_minutes: int = Field(default=3, ge=1, le=30)
    late_minutes: int = Field(default=30, ge=0, le=240)


class StationingMode(StrEnum):
    """常驻, 轮驻 and 随驻 (domain.md §1.3 P1–P3): who is on call has no counter and comes when it is whistled for."""

    RESIDENT = "RESIDENT"
    ROTATING = "ROTATING"
    ON_CALL = "ON_CALL"


class DeskPolicy(Part):
    """A unit (入驻单位) that sits in the hall, or comes to it. A rotating one names its weekdays."""

    unit: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=1)
    mode: StationingMode = Field(strict=False)
    weekdays: tuple[Annotated[Weekday, Field(strict=False)], ...] = ()

    @model_validator(mode="after")
    def _rotating_has_weekdays(self) -> Self:
        if (self.mode == StationingMode.ROTATING) != bool(self.weekdays):
            raise Mistake("weekdays", "轮驻（ROTATING）要写 weekdays，常驻（RESIDENT）和随驻（ON_CALL）不写")
        return self


_LEAGUE_DIGITS, _REGION_DIGITS = 4, 2  # of a place's code: the league (盟市), the autonomous region


class HallPolicy(PolicyFile):
    """The hall as policy describes it."""

    centre_code: str = Field(pattern=r"^\d{9}$")
    stream: str = Field(pattern=r"^[a-z0-9-]+$")
    full_name: str = Field(min_length=1)
    short_name: str = Field(min_length=1)
    phone: str = Field(pattern=r"^[0-9-]{5,20}$")
    address: str = Field(min_length=1)
    slogan: str = Field(min_length=1)
    home_banner: str = Field(pattern=r"^\d{6}$")
    citizen_base_url: str
    opening: OpeningPolicy
    queues: tuple[QueuePolicy, ...] = Field(min_length=1)
    calling: CallingPolicy
    group_people_min: int = Field(ge=2)
    hold_reasons: tuple[HoldReason, ...] = Field(min_length=1)
    transfer_reasons: tuple[NamedReason, ...] = Field(min_length=1)
    cancel_reasons: tuple[NamedReason, ...] = Field(min_length=1)
    priority_categories: tuple[PriorityCategory, ...] = Field(min_length=1)
    appointments: AppointmentsPolicy
    groups: GroupsPolicy
    closing: ClosingPolicy
    evaluation: EvaluationPolicy = EvaluationPolicy()
    zones: tuple[ZonePolicy, ...] = Field(min_length=1)
    idle_lock_minutes: int = Field(ge=1, le=60)
    counters: tuple[CounterPolicy, ...] = Field(min_length=1)
    desks: tuple[DeskPolicy, ...] = Field(min_length=1)

    @property
    def upper_centre_code(self) -> str:
        """The code of the centre above this one: what is registered there carries it (domain.md §2.4)."""
        digits = _LEAGUE_DIGITS if self.centre_code[_LEAGUE_DIGITS:].strip("0") else _REGION_DIGITS
        return self.centre_code[:digits].ljust(len(self.centre_code), "0")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.home_banner not in BANNER_NAMES:
            raise Mistake("home_banner", "不是通辽的旗县区代码")
        letters = [queue.letter for queue in self.queues]
        if len(set(letters)) != len(letters):
            raise Mistake("queues", "有字母重复")
        numbers = [counter.number for counter in self.counters]
        if len(set(numbers)) != len(numbers):
            raise Mistake("counters", "有号码重复")
        for counter in self.counters:
            if unknown := sorted(set(counter.serves) - set(letters)):
                raise Mistake("counters", f"{counter.number} 号窗口要叫的队列 {unknown[0]} 没有定义")
        if unserved := sorted(
            set(letters) - {letter for counter in self.counters for letter in counter.serves}
        ):
            raise Mistake("counters", f"队列 {unserved[0]} 没有窗口叫号")
        zones = {zone.key for zone in self.zones}
        for counter in self.counters:
            if counter.zone not in zones:
                raise Mistake("counters", f"{counter.number} 号窗口所在的功能区 {counter.zone} 没有定义")
            if strange := sorted(set(counter.weights) - set(counter.serves)):
                raise Mistake("counters", f"{counter.number} 号窗口不叫队列 {strange[0]}，不写它的 weights")
            if any(weight <= 0 for weight in counter.weights.values()):
                raise Mistake("counters", f"{counter.number} 号窗口的 weights 应当大于 0")
        if self.appointments.queue not in letters:
            raise Mistake("appointments", f"队列 {self.appointments.queue} 没有定义")
        if sum(queue.priority for queue in self.queues) > 1:
            raise Mistake("queues", "只能有一个优先队列")
        return self

    @property
    def priority_queue(self) -> str | None:
        """The letter of 优先, None in a hall without one."""
        return next((queue.letter for queue in self.queues if queue.priority), None)

    def zone(self, key: str) -> ZonePolicy:
        """The zone of a key. Raises KeyError: keys come from this policy or are checked before."""
        return {zone.key: zone for zone in self.zones}[key]

    def queue(self, letter: str) -> QueuePolicy:
        """The queue of a letter. Raises KeyError: letters come from this policy or are checked before."""
        return {queue.letter: queue for queue in self.queues}[letter]

    def queue_or_first(self, letter: str) -> QueuePolicy:
        """The queue of a number that may be older than this policy; of one that is gone, the first: somewhere to go."""
        return next((queue for queue in self.queues if queue.letter == letter), self.queues[0])

    def counter(self, number: int) -> CounterPolicy | None:
        """The counter of a number, None if the hall has none such."""
        return next((counter for counter in self.counters if counter.number == number), None)

    def desks_on(self, day: date) -> tuple[DeskPolicy, ...]:
        """Who is stationed here on a day (今日窗口), 随驻 apart; ask only for days on which it opens."""
        today = Weekday.of(day)
        return tuple(d for d in self.desks if d.mode == StationingMode.RESIDENT or today in d.weekdays)


def parse_hall(text: str, file: str, *, demo: bool = False) -> HallPolicy:
    """hall.toml as its model. Raises PolicyError. `demo` allows a citizen_base_url without https."""
    hall = parse_file(HallPolicy, text, file)
    if why := check_base_url(hall.citizen_base_url, demo=demo):
        raise PolicyError(file, "citizen_base_url", why)
    return hall


def check_base_url(url: str, *, demo: bool = False) -> str | None:
    """None if QR codes may begin with this URL, else why not. https outside demo (design.md §4)."""
    match = _URL.fullmatch(url)
    if match is None:
        return "应当像 https://zz.example.cn 这样，末尾没有斜杠，也没有 ? 和 #"
    if match["scheme"] != "https" and not demo:
        return "二维码里的网址必须以 https:// 开头，只有演示（demo）可以例外"
    return None
