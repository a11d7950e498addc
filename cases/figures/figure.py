"""What a number on a screen counts (口径): a name, and where, which kind, by whom, in which days.

A number and the list behind it are asked for with the same `FigureAsked`, so that they cannot differ in meaning
(docs/figures.md says each in words).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FigureName(StrEnum):
    """Everything that is counted on wall and dispatch screen. What the list behind it holds: `Behind`."""

    # Cases as they stand now.
    OPEN = "open"  # 在办
    NORMAL = "normal"  # ● running, neither soon nor overdue
    SOON = "soon"  # ▲
    OVERDUE = "overdue"  # ■
    STOPPED = "stopped"  # ‖ open, and no clock runs
    DUAL_WAITING = "dual_waiting"  # 双交办 of which one half has reported and the other has not
    # Cases by the day on which something happened to them: needs days.
    RECEIVED = "received"  # 登记, any source
    ENDED = "ended"  # left the stock: closed, rejected, withdrawn or merged, and not open again
    WORSENED = "worsened"  # 变量: graded higher, reopened or overdue on that day
    STEP_RECORDED = "step_recorded"  # 录入
    STEP_SENT = "step_sent"  # 分流: first dispatched
    STEP_HANDLED = "step_handled"  # 办理: first signed for
    STEP_TOLD = "step_told"  # 反馈: told the result, or three contacts failed
    STEP_RATED = "step_rated"  # 评价: the matter was rated
    # Matters accepted in these days, as they stand now (figures.case_figures): needs days.
    ACCEPTED = "accepted"  # 受理
    ACCEPTED_OPEN = "accepted_open"
    CLOSED = "closed"  # 办结
    RESOLVED = "resolved"  # 化解
    CLOSED_IN_TIME = "closed_in_time"  # 按时办结
    ACCEPTED_RED = "accepted_red"  # of accepted_open: overdue now
    EVALUATED = "evaluated"  # 参评
    CONTENT = "content"  # 满意及以上
    MAJOR = "major"  # 重大金额
    MEDIATED = "mediated"  # closed after a mediation was held
    MEDIATED_AT_ONCE = "mediated_at_once"  # of those: resolved, and no mediation of it had failed
    # Supervision, whistles: lists of items and of calls.
    ITEMS_OPEN = "items_open"  # 督办; `key` a rung (supervision.last_rung), a trigger or "drafted"
    WHISTLES_OPEN = "whistles_open"
    # The hall itself, now.
    DESKS_OPEN = "desks_open"
    DEVICES_UP = "devices_up"
    DEVICES_DOWN = "devices_down"
    HALLS_BEHIND = "halls_behind"  # that the centre has not heard for longer than policy allows


class RiskPart(StrEnum):
    """What a term of the risk index counts of a list: `key` of RECEIVED, the last one of STEP_RATED."""

    ORDINARY = "ordinary"  # as the index weighs it: by grade, or by how many people it has
    DIFFICULT = "difficult"
    REPEATED = "repeated"  # known where the picture of the day was made
    DISSATISFIED = "dissatisfied"


class Behind(StrEnum):
    """What a line of the list behind a figure is."""

    CASE = "case"
    ITEM = "item"
    WHISTLE = "whistle"
    DESK = "desk"
    DEVICE = "device"
    HALL = "hall"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAsked:
    """One number. Every facet narrows it; "" does not.

    `area`: 6 digits a banner, 9 a town, NO_AREA those without a place; NO_AREA behind a banner those of it without a
    town that policy knows. `group`: the first two digits of the type, NO_GROUP those without one, several joined by
    AND_GROUP. `level`: where it was resolved (grade.Level). `key`: what the figure itself says.
    Days, both included, only where the name needs them.
    """

    name: FigureName
    area: str = ""
    group: str = ""
    unit: str = ""
    level: str = ""
    key: str = ""
    first_day: date | None = None
    last_day: date | None = None


NO_AREA = "none"
NO_GROUP = "none"
AND_GROUP = "+"
