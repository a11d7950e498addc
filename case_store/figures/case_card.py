"""A case opened from a list of the command zone: its facts and what happened, and no person."""

import sqlalchemy as sa

from case_store.casework.case_door import open_case
from case_store.casework.names import unit_name
from case_store.casework.supervision_rows import open_items
from case_store.casework.timeline import history_of
from case_store.casework.whistle_rows import open_whistles
from case_store.figures.case_lines import CaseLines
from case_store.hall.house import House, OnDuty
from case_store.log.event_log import Past
from case_store.log.history import case_of
from case_store.log.schema import case_
from cases.alarm.remind import RemindUnits, remind
from cases.casework.case_additions import PaperDrawn, PersonRead
from cases.casework.case_state import FINISHED, Case
from cases.figures.sight import Sight
from cases.policy.policy import Policy
from cases.refusal import Refusal
from cases.roles import Right, may
from cases.views_dispatch import CaseCard

WHISTLE, REMIND, SUPERVISE, NAME_RESPONSIBLE = "whistle", "remind", "supervise", "name_responsible"
_NOT_TOLD = (PersonRead, PaperDrawn)  # as on the counter's page


def case_card(
    past: Past, house: House, lines: CaseLines, whose: tuple[OnDuty, Sight], case_id: str
) -> CaseCard | Refusal:
    """`whose`: who looks, and how far they see. A case outside of it is answered as one that is not there."""
    (who, sight), policy = whose, house.policy
    case = case_of(past, case_id)
    if case is None or not sight.sees(case.open.town or ""):
        return Refusal("case.unknown")
    this = (case_.c.stream == case.holder, case_.c.case_id == case_id)
    registered_at_us = past.connection.execute(sa.select(case_.c.registered_at_us).where(*this)).scalar_one()
    items = open_items(past.connection, case.holder, case_id)
    return CaseCard(
        line=lines.line(case, registered_at_us, policy, past.now),
        facts=_facts(case, policy),
        units=tuple((unit_name(policy, one.unit), one.state.value) for one in case.dispatches),
        clocks=lines.clocks(case, policy, past.now),
        steps=tuple(
            (line.type, line.at)
            for line in history_of(past, case_id)
            if not isinstance(line.event, _NOT_TOLD)
        ),
        acts=_acts(past, policy, who, case, items),
        items=items,
        whistles=open_whistles(past.connection, case.holder, case_id),
    )


def _facts(case: Case, policy: Policy) -> tuple[tuple[str, str], ...]:
    """(what, value) of what is known. `source`, `level`, `result` are keys; the rest is said as it stands."""
    told = case.open
    category = policy.categories.get(told.category) if told.category else None
    kind = policy.dispute_types.get(told.dispute_type) if told.dispute_type else None
    known = (
        ("source", case.source),
        ("category", category.name if category else ""),
        ("type", kind.name if kind else ""),
        ("party_count", str(told.party_count or "")),
        ("amount_fen", "" if told.amount_fen is None else str(told.amount_fen)),
        ("happened_on", told.happened_on.isoformat() if told.happened_on else ""),
        ("level", case.level),
        ("returns_count", str(case.returns_count or "")),
        ("overdue_count", str(case.overdue_count or "")),
        ("result", case.close_result.value if case.close_result else ""),
    )
    flags = (("superior_key", case.superior_key), ("major", case.major_amount), ("info_only", case.info_only))
    return (
        *((name, value) for name, value in known if value),
        *((name, "1") for name, holds in flags if holds),
    )


def _acts(past: Past, policy: Policy, who: OnDuty, case: Case, items: tuple[str, ...]) -> tuple[str, ...]:
    """What whoever looks may do from here now; nothing with a case that is not theirs to open (casework.access)."""
    if isinstance(open_case(past, who, case.case_id), Refusal):
        return ()
    is_open = case.state not in FINISHED
    asked = RemindUnits(reminder_id="", staff_id=who.staff_id)
    assigns = may(who.role, Right.ASSIGN)
    possible = {
        WHISTLE: is_open and may(who.role, Right.WHISTLE),
        REMIND: not isinstance(remind(case, asked, policy, past.now), Refusal),
        SUPERVISE: is_open and assigns and not items,
        NAME_RESPONSIBLE: assigns and bool(items),
    }
    return tuple(name for name, may_be in possible.items() if may_be)
