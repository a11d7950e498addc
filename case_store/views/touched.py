"""Which sections of the views an event changes, so that nothing else is read again after a commit."""

from collections.abc import Sequence
from typing import get_args

from cases import notice
from cases.alarm import alarm, wall_notice
from cases.casework import case_events, evaluation
from cases.codec import Event
from cases.policy import policy_revision
from cases.queue import desk, help_call, visit_events
from cases.risk import warning
from cases.supervision import supervision, whistle

_LISTS = ("waiting", "at_desks", "transferred", "held", "not_present")
_CALL = ("calls", "at_desks", "waiting", "queues", "desks", "wall_desks")
_GONE = ("waiting", "at_desks", "transferred", "held", "queues", "desks", "wall_desks", "calls")
FIGURES = frozenset(
    ("steps", "kpis", "types", "trend", "areas", "stream", "ladder", "dual", "dual_total", "risk")
)  # looked at when time passes, not at every commit
_OF_CASES = ("steps", "kpis", "types", "trend", "areas", "stream", "dual", "dual_total")
_WHISTLES = ("whistles", "whistles_total")
_TOUCHED: dict[type[object], tuple[str, ...]] = {
    **dict.fromkeys(get_args(case_events.Decision), _OF_CASES),
    visit_events.TicketIssued: ("waiting", "queues"),
    visit_events.NumberSuperseded: (*_LISTS, "papers", "calls", "desks", "wall_desks"),
    visit_events.NumberCalled: (*_CALL, "calls_count", "since_priority"),
    visit_events.CallUndone: (*_CALL, "calls_count"),
    visit_events.ServiceStarted: ("at_desks",),
    visit_events.VisitEnded: ("at_desks", "queues", "desks", "wall_desks", "ended"),
    visit_events.NoShowMarked: ("calls", "not_present", "at_desks", "queues", "desks", "wall_desks"),
    visit_events.ReturnedToQueue: ("not_present", "waiting", "calls", "queues"),
    visit_events.PutOnHold: (*_CALL, "held"),
    visit_events.HoldEnded: ("held", "waiting", "queues", "calls"),
    visit_events.VisitTransferred: ("transferred", "at_desks", "queues", "desks", "wall_desks"),
    visit_events.TransferAcknowledged: ("transferred", "waiting", "queues", "calls"),
    visit_events.TransferTakenBack: ("transferred", "at_desks", "queues", "desks", "wall_desks"),
    visit_events.PriorityChecked: _CALL,
    visit_events.VisitMerged: _GONE,
    visit_events.VisitLeft: _GONE,
    visit_events.VisitCancelled: _GONE,
    visit_events.CalledByHand: (*_GONE, "not_present", "ended"),
    visit_events.DraftSaved: ("at_desks",),
    visit_events.CaseLinked: ("at_desks",),
    visit_events.PaperReported: ("papers",),
    visit_events.TicketReprinted: ("papers",),
    case_events.CaseRegistered: ("waiting", "at_desks", *_OF_CASES),
    case_events.ReceiptReissued: (),  # the journal of papers hears of it by what came out
    # An item of the ladder, and a whistle, lie where their case does.
    case_events.MatterCorrected: ("waiting", "at_desks", "ladder", *_WHISTLES, *_OF_CASES),
    evaluation.EvaluationGiven: ("ended", "steps", "kpis"),
    help_call.HelpCalled: ("help", "alarms"),
    help_call.HelpAnswered: ("help", "help_answers", "alarms"),
    help_call.HelpWithdrawn: ("help", "alarms"),
    desk.DeskOpened: ("desks", "wall_desks", "queues"),
    desk.DeskClosed: ("desks", "wall_desks", "queues"),
    desk.DeskPaused: ("desks", "wall_desks", "queues"),
    desk.DeskResumed: ("desks", "wall_desks", "queues"),
    notice.NoticeRaised: ("notices", "alarms"),
    notice.NoticeAcknowledged: ("notices", "alarms"),
    **dict.fromkeys(get_args(whistle.WhistleEvent), (*_WHISTLES, "alarms")),
    **dict.fromkeys(get_args(supervision.ItemEvent), ("ladder",)),
    supervision.SupervisionRaised: ("ladder", "alarms"),
    supervision.ItemClosed: (*_WHISTLES, "ladder", "alarms"),  # who missed one is shown until that is settled
    **dict.fromkeys(get_args(alarm.AlarmEvent), ("alarms",)),
    **dict.fromkeys(get_args(wall_notice.WallNoticeEvent), ("wall_notices",)),
    **dict.fromkeys(get_args(warning.WarningEvent), ("risk",)),
    policy_revision.PolicyRevised: (
        *("policy", "roster", "on_duty", "desks", "wall_desks", "queues", "calls"),  # names and hours
        *("waiting", "held", "transferred"),  # what depends on rules and calendar
    ),
}
BY_TIME = (
    "queues",
    "lights",
    "due",
    "on_duty",
    "ended",
    "alarms",
    "devices",
    "halls",
    "wall_notices",
    "zones",
    "staff_on_duty",
    "risk",
)
"""Read whenever time passes; what no counter waits for (the list and the lights of deadlines) only then."""
BY_MINUTE = (*_OF_CASES, "ladder", *_WHISTLES)
"""Figures are as of the minute: a new one tells them anew, also where nothing happened: what comes up from halls is
heard of at the centre by nothing else."""


def touched_by(events: Sequence[Event]) -> set[str]:
    """The sections that may look different now. Readings and leases change none."""
    touched = {section for event in events for section in _TOUCHED.get(type(event), ())}
    if any(isinstance(event, visit_events.VisitEvent) for event in events):
        touched.add("kpis")  # 今日取号、在等、平均等候
    return touched
