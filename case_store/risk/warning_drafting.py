"""Drafts of warnings (风险预警), made in the transaction of the assessment that found the crossing (domain.md §9.2)."""

from collections.abc import Iterable
from uuid import UUID, uuid5

from case_store.errors import granted, passing_over
from case_store.hall.house import House
from case_store.hall.notices import SYSTEM, raise_notice
from case_store.keys import CENTRE
from case_store.log.event_log import Past, Work
from case_store.risk.warning_rows import matters_for, open_draft
from cases.casework.by import By
from cases.refusal import Refusal
from cases.risk.warning import WarningEvent
from cases.risk.warning_figures import BANNER_DIGITS, report_of
from cases.risk.warning_report import Crossing, WarningReport, frozen
from cases.risk.warning_rules import DraftWarning, NoteCrossing, RiskWarning, decide, evolve

_NAMESPACE = UUID("5f4c9f0a-5b7e-5d0c-8f5b-2f5be9a6c1d2")  # ours: makes the same id of the same crossing


def warning_name(warning_id: str) -> str:
    """The aggregate of a warning."""
    return f"warning:{warning_id}"


def warning_of(past: Past, warning_id: str) -> RiskWarning | None:
    """A warning as it stands."""
    state: RiskWarning | None = None
    for happened in past.past(warning_name(warning_id)):
        if isinstance(happened, WarningEvent):
            state = evolve(state, happened)
    return state


def draft_warnings(work: Work, house: House, crossings: Iterable[Crossing]) -> int:
    """A draft for each crossing, the highest index first, as many as policy allows in a day; how many were made.

    One that is drafted already is left alone; a draft that lies open is only told that it happened again.
    """
    most = house.policy.warnings.drafts_a_day_max
    told = sorted(crossings, key=lambda one: (-one.index, one.area, one.group))
    fresh = [one for one in told if _is_new(work, house, one)]
    kept = fresh[:most]
    by_banner = matters_for(work, house, kept)
    for one in kept:
        matters = by_banner[one.area[:BANNER_DIGITS]]
        report = report_of(one, matters, source_of(house), house.policy, work.now)
        granted(draft(work, house, one, report, warning_id=id_of(work, one)))
    if kept:
        day = max(one.day for one in kept).isoformat()
        left = len(fresh) - len(kept)
        raise_notice(work, "notice.warnings_drafted", day, work.now, count=len(kept), left=left)
    return len(kept)


def draft(
    work: Work,
    house: House,
    crossing: Crossing,
    report: WarningReport,
    *,
    warning_id: str,
    by: By | None = None,
) -> str | Refusal:
    """One draft with its frozen numbers; its id."""
    command = DraftWarning(
        warning_id=warning_id,
        area=crossing.area,
        group=crossing.group,
        index=crossing.index,
        level=crossing.level,
        day=crossing.day,
        figures=frozen(report),
        open_id=open_draft(work, crossing.area, crossing.group),
        by=by,
    )
    events = decide(warning_of(work, warning_id), command, house.policy, work.now)
    if isinstance(events, Refusal):
        return events
    work.record(warning_name(warning_id), events, f"staff:{by.staff_id}" if by else SYSTEM)
    return warning_id


def source_of(house: House) -> str:
    """Where the numbers are from."""
    return "centre" if house.node == CENTRE else "hall"


def id_of(past: Past, crossing: Crossing, asked: str = "") -> str:
    """The id of the draft that a crossing owes; `asked`: the command of whoever wants one by hand."""
    occasion = f"{past.stream}/{crossing.area}/{crossing.group}/{crossing.day.isoformat()}/{asked}"
    return str(uuid5(_NAMESPACE, occasion))


def _is_new(work: Work, house: House, crossing: Crossing) -> bool:
    """Whether a draft of it is owed. One that is damaged was drafted, and holds up no other."""
    with passing_over():
        return not _noted(work, house, crossing) and not _is_drafted(work, crossing)
    return False


def _noted(work: Work, house: House, crossing: Crossing) -> bool:
    """Whether a draft lies open, which then knows of this."""
    open_id = open_draft(work, crossing.area, crossing.group)
    if not open_id:
        return False
    command = NoteCrossing(index=crossing.index, level=crossing.level, day=crossing.day)
    events = granted(decide(warning_of(work, open_id), command, house.policy, work.now))
    work.record(warning_name(open_id), events, SYSTEM)
    return True


def _is_drafted(work: Work, crossing: Crossing) -> bool:
    """Whether this very crossing was drafted before, and decided since."""
    return warning_of(work, id_of(work, crossing)) is not None
