"""What a kiosk sends after 确认 or 先取号: durable in its outbox first, then told to the hall."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cases.matter.matter import SealedMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedCase:
    """A confirmed matter with the code that its receipt carries."""

    case_id: str
    case_code: str
    receipt_code_hash: str
    matter: SealedMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedDraft:
    """「先取号，到窗口再说」: what was filled so far, for the counter. `draft_id` is the case id it would get."""

    draft_id: str
    matter: SealedMatter


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """`leased_ticket_no` is the printed number when the hall did not answer in time; None asks the hall for one.

    `command_id` is the visit's id for the first asking and another one for the report of a leased number, so that
    the same id never carries two bodies.
    """

    command_id: UUID
    visit_id: str
    kiosk_id: str
    queue: str
    business_date: date
    place_at: datetime
    confirmed_at: datetime
    ticket_code_hash: str
    leased_ticket_no: str | None = None
    case: SubmittedCase | None = None
    draft: SubmittedDraft | None = None
    clock_untrusted: bool = False
    without_number: bool = False  # offline and no lease left: the citizen was sent to 导办台
    priority: str | None = None  # category key of hall.toml, self-declared
    ordinary_queue: str | None = None  # where it would wait without priority
    party_count: int | None = None  # persons that this one ticket stands for, where no matter says it
    for_counter: int | None = None  # 找人取号
    appointment_id: str | None = None
    appointment_at: datetime | None = None
