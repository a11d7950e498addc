"""Which months of a centre's log may be dropped once their archive is checked: only what nobody works on any more."""

from datetime import date, datetime

from cases.casework.case_state import CaseState
from cases.hall_time import hall_date

LAID_DOWN = frozenset({CaseState.ARCHIVED, CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.MERGED})
"""A case that is closed and not archived yet may still be looked at and reopened."""

WORDS_OF = ("case:", "visit:")
"""Aggregates of halls whose words go with their month. Whatever else there is, is little and may be asked for."""

ALWAYS_KEPT = ("taken_over", "attachment_added", "paper_issued")
"""Events of them that are asked for at any time: who held a case, and which file a hall may be given."""


def oldest_kept(newest: datetime, now: datetime, months_kept: int) -> date:
    """The first day of the oldest month that stays: so many whole months before this one.

    `newest`: the newest event of the log. A clock that is ahead makes no month older than the log itself has become.
    """
    today = hall_date(min(newest, now))
    months = today.year * 12 + today.month - 1 - months_kept
    return date(months // 12, months % 12 + 1, 1)
