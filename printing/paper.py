"""A paper as a description: blocks from top to bottom, before anybody has chosen dots or bytes."""

from dataclasses import dataclass
from enum import Enum, StrEnum


class PaperKind(StrEnum):
    """The papers of domain.md §4.1 that come out of a kiosk or at a counter; the values are its ids. And a strip."""

    QUEUE_TICKET = "queue_ticket"  # 排队小票
    RECEIPT = "receipt"  # 来访登记回执
    BY_HAND_SHEET = "by_hand_sheet"  # 人工叫号单, from a counter
    GUIDANCE_SLIP = "guidance_slip"  # 引导单
    APPOINTMENT_NOTICE = "appointment_notice"  # 上门、调解预约告知
    EVALUATION_FORM = "evaluation_form"  # 满意度评价表
    TRIAL_STRIP = "trial_strip"  # 打印测试: for staff, no paper of the trade


class Role(Enum):
    """What a line is for; layout.py knows how large that is in each encoding."""

    CENTRE_NAME = "centre_name"  # the full name on top, one line
    NUMBER = "number"  # the ticket is its number
    TITLE = "title"  # what paper this is, or which queue
    CODE = "code"  # digits that a person types or reads aloud
    FACT = "fact"  # what decides the next ten minutes: how many, how long, where
    FACT_STRONG = "fact_strong"
    BODY = "body"
    BODY_STRONG = "body_strong"


class Align(Enum):
    """Where a line stands."""

    LEFT = 0
    CENTRE = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: as many lines as it needs."""

    role: Role
    text: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Sides:
    """Two short texts at the two edges of one line; one above the other where they do not fit."""

    role: Role
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class TickTable:
    """Questions that have the same answers: a line for each question, a column of boxes for each answer.

    On paper too narrow for the columns each question stands above its answers.
    """

    questions: tuple[str, ...]
    answers: tuple[str, ...]
    box: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    dashed: bool


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, level H, at least `side_mm_min` wide without its quiet zone (look.md: 25 mm or more)."""

    url: str
    side_mm_min: int


@dataclass(frozen=True, slots=True)
class Mongolian:
    """A text in the vertical script: its lines run down the paper and follow each other from left to right.

    汉字 in it stand upright, digits and letters lie along the line. Only texts that a translator has supplied
    (domain.md §6): what is missing stays Chinese. `line_mm`: how long a line may get before the next one begins.
    """

    role: Role
    text: str
    line_mm: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Pictogram:
    """A drawing of assets/icons, the same as on the kiosk's screen; `name` without .svg."""

    name: str
    side_mm: int
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Gap:
    """White paper."""

    height_mm: float


Block = Text | Sides | TickTable | Rule | Qr | Mongolian | Pictogram | Gap


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet, cut at its end."""

    kind: PaperKind
    blocks: tuple[Block, ...]
